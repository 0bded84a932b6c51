package org.cnnc.compiler.op;

import static org.cnnc.compiler.op.Argument.key;
import static org.cnnc.compiler.op.Argument.positional;

import java.util.List;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.tensor.Shape;

/**
 * Parametric rectified linear unit, {@code x} above 0 and {@code a x} elsewhere, with a a parameter (He et al., 2015).
 * As in PyTorch, there is one in all unless each channel is to have its own.
 *
 * @param start what a starts as
 */
public record Prelu(double start, boolean perChannel) implements LearnedSide {
    public static final LayerKind KIND = new LayerKind(
            "prelu",
            "Negative elements are multiplied by a slope that is learned.",
            Schema.of(
                    positional("init", ArgumentType.number(-Float.MAX_VALUE, Float.MAX_VALUE), "0.25", "the slope that training starts from"),
                    key("channels", ArgumentType.flag(), "false", "whether each channel has a slope of its own")),
            arguments -> new Prelu(arguments.number("init"), arguments.flag("channels")),
            List.of(
                    Sample.of("prelu", Shape.of(1)),
                    Sample.of("prelu", Shape.of(3, 5, 7)),
                    Sample.of("prelu 0.1, channels=true", Shape.of(17)),
                    Sample.of("prelu channels=true", Shape.of(3, 4, 5)),
                    Sample.of("prelu -0.5", Shape.of(3, 17)),
                    Sample.of("prelu channels=true", Shape.of(2, 3, 2, 4))));

    @Override
    public LayerKind kind() {
        return KIND;
    }

    @Override
    public double gain() {
        return Math.sqrt(2 / (1 + start * start));
    }

    @Override
    public String parameter() {
        return "weight";
    }

    @Override
    public double side(double x) {
        return x;
    }

    @Override
    public Expr side(Expr x) {
        return x;
    }

    @Override
    public double sideSlope(double x) {
        return 1;
    }

    @Override
    public Expr sideSlope(Expr x) {
        return Expr.constant(1);
    }
}
