package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;

/**
 * Dropout (Srivastava et al., 2014), inverted: in inference the identity, which is what this op evaluates to.
 * Training puts {@link DropoutMask} and {@link Mul} in its place.
 *
 * @param p probability of an element to become 0
 */
public record Dropout(double p) implements Layer {
    public static final LayerKind KIND = new LayerKind(
            "dropout",
            "In training, sets elements to 0 with probability p and divides the others by 1 - p.",
            Schema.of(Argument.positional(
                    "p", ArgumentType.number(0, 1), "0.5", "probability of an element to become 0")),
            arguments -> new Dropout(arguments.number("p")),
            List.of(
                    Sample.of("dropout", Shape.of(1)),
                    Sample.of("dropout 0.25", Shape.of(17)),
                    Sample.of("dropout 0.5", Shape.of(3, 5, 7)),
                    Sample.of("dropout", Shape.of(3, 17)),
                    Sample.of("dropout 0.75", Shape.of(2, 3, 2, 4))));

    @Override
    public LayerKind kind() {
        return KIND;
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        return inputs.getFirst();
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        return inputs.getFirst();
    }

    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        return List.of(dy);
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        lowering.pointwise(inputs, output, x -> x.getFirst());
    }
}
