package org.cnnc.compiler.op;

import static org.cnnc.compiler.op.Argument.key;
import static org.cnnc.compiler.op.Argument.optionalKey;
import static org.cnnc.compiler.op.Argument.optionalPositional;
import static org.cnnc.compiler.op.Argument.positional;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.init.Init;
import org.cnnc.compiler.op.ParameterSpec.Role;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;

/**
 * Multi-head self-attention over a sequence (Vaswani et al., 2017), C x L with C the model width: PyTorch's {@code
 * MultiheadAttention(C, heads)} with the sequence as query, key and value. {@code in_proj_weight} (3C x C) makes queries,
 * keys and values at each position; each head of d = C / heads channels gives {@code V softmax(K' Q / sqrt d)}, the
 * softmax over the keys; {@code out_proj.weight} (C x C) mixes the heads.
 *
 * @param causal whether a position sees none behind it
 */
public record Attention(int heads, OptionalInt width, boolean causal, boolean bias, Optional<Init> init)
        implements Composite {
    public static final LayerKind KIND = new LayerKind(
            "attention",
            "Multi-head self-attention over a sequence C x L, whose channels are the model width.",
            Schema.of(
                    positional("heads", ArgumentType.count(), "parts of the channels that attend apart"),
                    optionalPositional("width", ArgumentType.count(), "model width: the channels of the input, which need not be said"),
                    key("causal", ArgumentType.flag(), "false", "whether a position sees only itself and those before it"),
                    key("bias", ArgumentType.flag(), "true", "whether the projections add a number per channel"),
                    optionalKey("init", new ArgumentType.InitType(), "initialiser of both weights")),
            arguments -> new Attention(
                    arguments.count("heads"), arguments.optionalCount("width"), arguments.flag("causal"),
                    arguments.flag("bias"), arguments.init("init")),
            List.of(
                    Sample.of("attention 1", Shape.of(1, 1)),
                    Sample.of("attention 2", Shape.of(4, 5)),
                    Sample.of("attention 3, 6, causal=true", Shape.of(6, 4)),
                    Sample.of("attention 1, causal=true, bias=false", Shape.of(3, 17)),
                    Sample.of("attention 2, bias=false", Shape.of(8, 3))))
            .differing(
                    "A sequence is C x L here and L x C in PyTorch: as `MultiheadAttention(C, heads, batch_first=True)` on"
                            + " the transposed input, with the result transposed back.",
                    "Query, key and value are one sequence; there is no dropout of attention weights, no padding mask, and"
                            + " the attention weights are no result. Both weights are initialised alike; PyTorch draws"
                            + " `out_proj.weight` as `Linear` does.");

    @Override
    public LayerKind kind() {
        return KIND;
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        Shape input = inputs.getFirst();
        Sequences.require("attention", input);
        int channels = input.channels();
        if (width.isPresent() && width.getAsInt() != channels) {
            throw new ShapeException(
                    Code.CNN2080, width.getAsInt() + " is not the " + channels + " channels of " + input, "width",
                    List.of("a residual sum needs the width that came in; `conv " + width.getAsInt() + ", 1` before it changes it"),
                    List.of(new Remedy.SetArgument("width", "" + channels, "`width=" + channels + "` is the input's")));
        }
        if (channels % heads != 0) {
            int fitting = IntStream.rangeClosed(1, Math.min(heads, channels)).filter(h -> channels % h == 0).max().orElse(1);
            throw new ShapeException(
                    Code.CNN2081, channels + " channels in " + heads + " heads", "heads",
                    List.of("channels of a head = model width / heads = " + channels + " / " + heads),
                    List.of(new Remedy.SetArgument("heads", "" + fitting, "`heads=" + fitting + "` divides them")));
        }
        SizeArithmetic.checked("attention weights, heads * length * length", Shape.of(heads, input.extent(1), input.extent(1)));
        return input;
    }

    @Override
    public List<ParameterSpec> parameters(List<Shape> inputs) {
        int c = inputs.getFirst().channels();
        List<ParameterSpec> parameters = new ArrayList<>();
        Shape in = SizeArithmetic.checked("in_proj_weight", Shape.of(SizeArithmetic.extent("in_proj_weight", 3L * c), c));
        parameters.add(new ParameterSpec("in_proj_weight", in, Role.WEIGHT, c, 3L * c, init));
        if (bias) parameters.add(new ParameterSpec("in_proj_bias", Shape.of(3 * c), Role.BIAS, c, 3L * c, Optional.empty()));
        parameters.add(new ParameterSpec("out_proj.weight", Shape.of(c, c), Role.WEIGHT, c, c, init));
        if (bias) parameters.add(new ParameterSpec("out_proj.bias", Shape.of(c), Role.BIAS, c, c, Optional.empty()));
        return parameters;
    }

    /** Of the projections, C to 3C and C to C at each position, and of scores and sums, L x L x C each. */
    @Override
    public SumOfProducts work(List<Shape> inputs) {
        long channels = inputs.getFirst().channels();
        long length = inputs.getFirst().extent(1);
        return new SumOfProducts(
                "multiply-adds", List.of(List.of(4L, channels, channels, length), List.of(2L, channels, length, length)));
    }

    /** Every position sees all others: as a kernel that reaches from each end to the other. */
    @Override
    public Optional<Window> window(Shape input) {
        return Optional.of(new Window(new int[] {input.extent(1)}, new int[] {1}, new int[] {1}, new int[] {1}));
    }

    @Override
    public List<Equation> arithmetic(List<Shape> inputs) {
        int channels = inputs.getFirst().channels();
        return List.of(new Equation("channels of a head", channels + " / " + heads, channels / heads));
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.getFirst();
        int channels = x.shape().channels();
        int length = x.shape().extent(1);
        int perHead = channels / heads;
        Tensor y = Tensor.zeros(x.type(), x.samples());
        for (int n = 0; n < x.samples(); n++) {
            double[][] projected = project(x, n, inputs.get(1), bias ? Optional.of(inputs.get(2)) : Optional.empty());
            double[][] mixed = new double[channels][length];
            for (int c = 0; c < channels; c++) {
                int first = c / perHead * perHead;
                for (int i = 0; i < length; i++) {
                    double total = 0;
                    for (int j = 0; j <= (causal ? i : length - 1); j++) {
                        double score = 0;
                        for (int e = first; e < first + perHead; e++) score += projected[e][i] * projected[channels + e][j];
                        double power = Math.exp(score / Math.sqrt(perHead));
                        total += power;
                        mixed[c][i] += power * projected[2 * channels + c][j];
                    }
                    mixed[c][i] /= total;
                }
            }
            Tensor out = inputs.get(bias ? 3 : 2);
            for (int c = 0; c < channels; c++) {
                for (int i = 0; i < length; i++) {
                    double sum = bias ? inputs.get(4).get(0, c) : 0;
                    for (int e = 0; e < channels; e++) sum += out.get(0, c, e) * mixed[e][i];
                    y.set(sum, n, c, i);
                }
            }
        }
        return y;
    }

    /** Queries, keys and values of a sample, one below the other. */
    private static double[][] project(Tensor x, int n, Tensor weight, Optional<Tensor> bias) {
        double[][] projected = new double[weight.shape().channels()][x.shape().extent(1)];
        for (int u = 0; u < projected.length; u++) {
            for (int i = 0; i < projected[u].length; i++) {
                projected[u][i] = bias.isPresent() ? bias.get().get(0, u) : 0;
                for (int c = 0; c < x.shape().channels(); c++) projected[u][i] += weight.get(0, u, c) * x.get(n, c, i);
            }
        }
        return projected;
    }

    @Override
    public Value expand(GraphBuilder builder, List<Value> inputs) {
        int channels = inputs.getFirst().type().shape().channels();
        Value[] in = inputs.subList(0, bias ? 3 : 2).toArray(Value[]::new);
        Value projected = builder.apply(new Projection(), in);
        Value queries = builder.apply(part(0, channels), projected);
        Value keys = builder.apply(part(1, channels), projected);
        Value values = builder.apply(part(2, channels), projected);
        Value scores = builder.apply(new HeadScores(heads, 1 / Math.sqrt(channels / heads)), queries, keys);
        Value seen = causal ? builder.apply(new CausalMask(Double.NEGATIVE_INFINITY), scores) : scores;
        Value weights = builder.apply(new Softmax(AxisName.WIDTH), seen);
        Value mixed = builder.apply(new HeadMix(HeadMix.Over.KEYS, 1), weights, values);
        List<Value> out = new ArrayList<>(List.of(mixed));
        out.addAll(inputs.subList(bias ? 3 : 2, inputs.size()));
        return builder.apply(new Projection(), out.toArray(Value[]::new));
    }

    private static Slice part(int index, int channels) {
        return new Slice(index * channels, (index + 1) * channels, AxisName.CHANNELS, 1);
    }
}
