package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;

/**
 * DropConnect (Wan et al., 2013), inverted: in training, each weight of the layer before it, a convolution or a dense
 * layer, is 0 with probability p, and divided by 1 - p otherwise. In inference it is the identity, which is what this op
 * evaluates to; training lets the layer before it read {@link MaskedWeight}.
 *
 * @param p probability of a weight to become 0
 */
public record DropConnect(double p) implements Layer {
    public static final LayerKind KIND = new LayerKind(
            "dropconnect",
            "In training, sets weights of the layer before it to 0 with probability p and divides the others by 1 - p.",
            Schema.of(Argument.positional(
                    "p", ArgumentType.number(0, 1), "0.5", "probability of a weight to become 0")),
            arguments -> new DropConnect(arguments.number("p")),
            List.of(
                    Sample.behind("dense 5", "dropconnect", Shape.of(5)),
                    Sample.behind("conv 3, 1, relu", "dropconnect 0.25", Shape.of(3, 17)),
                    Sample.behind("conv 3, 3x3, pad=1", "dropconnect 0.5", Shape.of(3, 5, 7)),
                    Sample.behind("depthwise 1", "dropconnect 0.75", Shape.of(2, 3, 2, 4))))
            .differing("PyTorch has no such layer. It stands behind a convolution or a dense layer, or behind that layer's"
                    + " activation, and drops its weights, not its bias. A step of training draws one mask for all its"
                    + " samples; the paper draws one for each.");

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
