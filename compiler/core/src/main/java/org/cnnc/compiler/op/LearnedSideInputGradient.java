package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/** Gradient of a {@link LearnedSide}'s input: (x, a, dy) to dy where x is above 0, {@code dy a g'(x)} elsewhere. */
public record LearnedSideInputGradient(LearnedSide activation) implements GradientOp {
    @Override
    public String name() {
        return activation.name() + "_input_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return inputs.getFirst();
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.get(0);
        double[] a = inputs.get(1).data();
        double[] dy = inputs.get(2).data();
        return Tensor.fill(x.type(), evaluation.samples(), i -> {
            double at = x.data()[i];
            return at > 0 ? dy[i] : dy[i] * a[activation.parameterOf(x, i)] * activation.sideSlope(at);
        });
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        List<Axis> axes = lowering.axes(output);
        Expr x = Lowering.load(inputs.get(0), axes);
        Expr dy = Lowering.load(inputs.get(2), axes);
        Expr below = Expr.multiply(dy, Expr.multiply(activation.parameterAt(inputs.get(1), axes), activation.sideSlope(x)));
        lowering.compute(axes, Expr.ifLess(Expr.constant(0), x, dy, below), Lowering.at(output, axes));
    }
}
