package org.cnnc.compiler.op;

import static org.cnnc.compiler.op.Argument.optionalKey;
import static org.cnnc.compiler.op.Argument.positional;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.init.Init;
import org.cnnc.compiler.init.Normal;
import org.cnnc.compiler.init.Sinusoidal;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.op.ParameterSpec.Role;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;

/**
 * Adds an encoding of the position to each element of a sequence C x L (Vaswani et al., 2017): {@code y[c, l] = x[c, l] +
 * e[l, c]}. Sinusoidal, e is {@code sin(l / 10000^(c / C))} of even channels and {@code cos(l / 10000^((c - 1) / C))} of
 * odd ones; learned, it is the parameter {@code weight}, L x C as that of PyTorch's {@code Embedding(L, C)}.
 */
public record Positional(boolean learned, Optional<Init> init) implements Layer {
    private static final String LEARNED = "learned";

    public static final LayerKind KIND = new LayerKind(
            "positional",
            "Adds an encoding of its position to each element of a sequence C x L.",
            Schema.of(
                    positional("kind", ArgumentType.choice("sinusoidal", LEARNED), "sinusoidal", "waves of the position, or a parameter"),
                    optionalKey("init", new ArgumentType.InitType(), "initialiser of the parameter, `normal(0.02)` unless given")),
            arguments -> new Positional(arguments.text("kind").equals(LEARNED), arguments.init("init")),
            List.of(
                    Sample.of("positional", Shape.of(1, 1)),
                    Sample.of("positional sinusoidal", Shape.of(5, 7)),
                    Sample.of("positional learned", Shape.of(3, 17)),
                    Sample.of("positional learned", Shape.of(4, 2))))
            .differing("PyTorch has no such layer. `weight` of a learned encoding is L x C, as that of `Embedding(L, C)`; a"
                    + " sinusoidal one is in no weight file.");

    @Override
    public LayerKind kind() {
        return KIND;
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        if (init.isPresent() && !learned) {
            throw new ShapeException(
                    Code.CNN2070, "a sinusoidal encoding has no parameter to initialise", "init", List.of(), List.of());
        }
        Sequences.require("positional", inputs.getFirst());
        return inputs.getFirst();
    }

    @Override
    public List<ParameterSpec> parameters(List<Shape> inputs) {
        Shape input = inputs.getFirst();
        Shape encoding = Shape.of(input.extent(1), input.channels());
        return List.of(learned
                ? new ParameterSpec("weight", encoding, Role.WEIGHT, 1, 1, Optional.of(init.orElse(new Normal(0.02))))
                : new ParameterSpec("encoding", encoding, Role.CONSTANT, 1, 1, Optional.of(new Sinusoidal())));
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.getFirst();
        int channels = x.shape().channels();
        int length = x.shape().extent(1);
        return Tensor.fill(x.type(), x.samples(), i ->
                x.data()[i] + inputs.get(1).get(0, i % length, i / length % channels));
    }

    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        return Arrays.asList(dy, needed[1] ? builder.apply(new PositionalGradient(), dy) : null);
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        List<Axis> axes = lowering.axes(output);
        Expr encoding = Lowering.load(inputs.get(1), List.of(axes.get(2), axes.get(1)));
        lowering.compute(axes, Expr.add(Lowering.load(inputs.getFirst(), axes), encoding), Lowering.at(output, axes));
    }
}
