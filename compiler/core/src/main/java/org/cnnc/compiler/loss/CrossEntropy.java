package org.cnnc.compiler.loss;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;
import org.cnnc.compiler.op.Arguments;
import org.cnnc.compiler.op.ChannelLoops;
import org.cnnc.compiler.op.Evaluation;
import org.cnnc.compiler.op.GraphBuilder;
import org.cnnc.compiler.op.Op;
import org.cnnc.compiler.op.Schema;
import org.cnnc.compiler.op.ShapeException;
import org.cnnc.compiler.op.Softmax;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;

/**
 * Softmax cross entropy of logits x against probabilities t: {@code sum_c a_c (log sum_k exp(x_k) - x_c)} over the
 * channels, the mean over spatial positions where there are any. a is t, or of C classes with smoothing s and weights w
 * {@code a_c = w_c ((1 - s) t_c + s / C sum_k t_k)}. The maximum is subtracted before exponentials are taken, so that
 * nothing overflows. The mean over a batch is weighted by {@code sum_c w_c t_c}: PyTorch's {@code CrossEntropyLoss}.
 *
 * @param weights one a class; empty where all count 1
 */
public record CrossEntropy(double labelSmoothing, List<Double> weights) implements Loss {
    public static final LossKind KIND = new LossKind(
            "cross_entropy",
            "Cross entropy of the softmax of the outputs; a softmax at the network's end is taken as this one, outputs without"
                    + " it are logits. Class weights weigh the mean: the sum over the batch is divided by the sum of the"
                    + " weights of its samples' classes, as PyTorch does it.",
            Schema.of(
                    Argument.key("label_smoothing", ArgumentType.number(0, 1), "0",
                            "share of the target that is spread evenly over all classes"),
                    Argument.optionalKey("weights", new ArgumentType.Numbers(0, Float.MAX_VALUE), "how much samples count, one number a class")),
            arguments -> new CrossEntropy(arguments.number("label_smoothing"), arguments.numbers("weights")),
            samples())
            .differing("With `weights`, targets that are probabilities weigh the mean as classes do; PyTorch divides by the number of samples then.");

    public CrossEntropy {
        weights = List.copyOf(weights);
    }

    /** Without smoothing and weights. */
    public CrossEntropy() {
        this(0, List.of());
    }

    private static List<LossKind.Sample> samples() {
        Arguments plain = new Arguments(Map.of("label_smoothing", 0.0));
        Arguments smooth = new Arguments(Map.of("label_smoothing", 0.1));
        return Stream.of(
                new LossKind.Sample(plain, Shape.of(2)),
                new LossKind.Sample(plain, Shape.of(17)),
                new LossKind.Sample(plain, Shape.of(3, 2, 5)),
                new LossKind.Sample(smooth, Shape.of(5)),
                new LossKind.Sample(smooth, Shape.of(3, 4)),
                weighted(0, Shape.of(3)),
                weighted(0.2, Shape.of(2, 3, 2)),
                weighted(0.2, Shape.of(35))).toList();
    }

    private static LossKind.Sample weighted(double smoothing, Shape shape) {
        List<Double> weights = Stream.iterate(0.0, weight -> weight + 0.25).limit(shape.channels()).toList();
        return new LossKind.Sample(new Arguments(Map.of("label_smoothing", smoothing, "weights", weights)), shape);
    }

    @Override
    public LossKind kind() {
        return KIND;
    }

    @Override
    public Optional<String> takesScores() {
        return Optional.of("takes the softmax itself, of logits");
    }

    @Override
    public boolean takesIn(Op last) {
        return last instanceof Softmax softmax && softmax.ofClasses();
    }

    @Override
    public Optional<ClassWeight> weighting() {
        return weights.isEmpty() ? Optional.empty() : Optional.of(new ClassWeight(weights));
    }

    @Override
    public void checkPrediction(Shape prediction) {
        int classes = prediction.channels();
        if (classes == 1) {
            throw new ShapeException(
                    Code.CNN4040, "of an output of one channel the softmax is 1, whatever it is", "",
                    List.of("`binary_cross_entropy` tells two classes by one output"), List.of());
        }
        if (weights.isEmpty()) return;
        if (weights.stream().allMatch(weight -> weight == 0)) {
            throw new ShapeException(Code.CNN4040, "all class weights are 0, so that no sample counts", "weights", List.of(), List.of());
        }
        if (weights.size() == classes) return;
        throw new ShapeException(
                Code.CNN4040, "the loss has " + weights.size() + " class weights, the output " + classes + " classes", "weights",
                List.of("`weights` has one number a class, in their order"), List.of());
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.get(0);
        Tensor t = inputs.get(1);
        Tensor loss = Tensor.zeros(infer(List.of(x.type(), t.type())), evaluation.samples());
        int area = x.sampleSize() / x.shape().channels();
        for (int n = 0; n < evaluation.samples(); n++) {
            for (int p = 0; p < area; p++) {
                double logSum = logSumExp(x, n, p);
                double[] a = factors(t, n, p);
                for (int c = 0; c < a.length; c++) {
                    loss.add(a[c] * (logSum - x.data()[n * x.sampleSize() + c * area + p]) / area, n);
                }
            }
        }
        return loss;
    }

    /** {@code log sum_c exp(x_c)} over the channels at one spatial position of a sample. */
    static double logSumExp(Tensor x, int sample, int position) {
        int channels = x.shape().channels();
        int area = x.sampleSize() / channels;
        int first = sample * x.sampleSize() + position;
        double max = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < channels; c++) max = Math.max(max, x.data()[first + c * area]);
        double sum = 0;
        for (int c = 0; c < channels; c++) sum += Math.exp(x.data()[first + c * area] - max);
        return max + Math.log(sum);
    }

    /** What the classes' terms are multiplied by at one spatial position of a sample. */
    double[] factors(Tensor t, int sample, int position) {
        int channels = t.shape().channels();
        int area = t.sampleSize() / channels;
        int first = sample * t.sampleSize() + position;
        double sum = 0;
        for (int c = 0; c < channels; c++) sum += t.data()[first + c * area];
        double[] factors = new double[channels];
        for (int c = 0; c < channels; c++) {
            double smooth = (1 - labelSmoothing) * t.data()[first + c * area] + labelSmoothing / channels * sum;
            factors[c] = (weights.isEmpty() ? 1 : weights.get(c)) * smooth;
        }
        return factors;
    }

    /** The same at each point of the loops: the target itself where nothing changes it. */
    Expr factor(Lowering lowering, ChannelLoops loops, Operand target) {
        Expr factor = Lowering.load(target, loops.all());
        if (labelSmoothing > 0) {
            int channels = loops.channels().getFirst().extent();
            Expr spread = Expr.multiply(
                    Lowering.load(loops.sum(target), loops.positions()), Expr.constant(labelSmoothing / channels));
            factor = Expr.fma(factor, Expr.constant(1 - labelSmoothing), spread);
        }
        if (weights.isEmpty()) return factor;
        return Expr.multiply(Lowering.load(ClassWeight.table(lowering, weights), loops.channels()), factor);
    }

    /** The gradient of the logits; the target has none. */
    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dl, boolean[] needed) {
        return Arrays.asList(builder.apply(new CrossEntropyGradient(this), inputs.get(0), inputs.get(1), dl), null);
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        ChannelLoops loops = ChannelLoops.of(lowering, inputs.get(0));
        Operand logSum = loops.logSumExp(inputs.get(0));
        Expr x = Lowering.load(inputs.get(0), loops.all());
        Expr factor = factor(lowering, loops, inputs.get(1));
        Expr term = Expr.multiply(factor, Expr.subtract(Lowering.load(logSum, loops.positions()), x));
        lowering.reduce(
                List.of(lowering.sample()), loops.all().subList(1, loops.all().size()), Reduction.Combine.SUM, term,
                Expr.multiply(Expr.accumulator(), Expr.constant(1.0 / loops.area())),
                Lowering.at(output, List.of(lowering.sample())));
    }
}
