package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/** Gradient of an {@link Upsample}: each element gets what it gave. @param input shape of what was grown */
public record UpsampleGradient(Upsample upsample, Shape input) implements GradientOp {
    @Override
    public String name() {
        return "upsample_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return TensorType.perSample(input);
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor dy = inputs.getFirst();
        for (Growth growth : upsample.growths(input).reversed()) dy = growth.evaluateGradient(dy);
        return dy;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        Operand from = inputs.getFirst();
        List<Growth> growths = upsample.growths(input).reversed();
        for (Growth growth : growths) {
            Shape shrunk = growth.shrunk(from.type().shape());
            Operand to = growth == growths.getLast() ? output : lowering.temporary("axis" + growth.axis(), shrunk);
            growth.lowerGradient(lowering, from, to);
            from = to;
        }
    }
}
