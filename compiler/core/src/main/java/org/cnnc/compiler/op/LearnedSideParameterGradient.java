package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/** Gradient of a {@link LearnedSide}'s parameter: (x, dy) to the sum of {@code dy g(x)} where x is not above 0. */
public record LearnedSideParameterGradient(LearnedSide activation) implements GradientOp {
    @Override
    public String name() {
        return activation.name() + "_parameter_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return TensorType.shared(Shape.of(activation.perChannel() ? inputs.getFirst().shape().channels() : 1));
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.get(0);
        double[] dy = inputs.get(1).data();
        Tensor da = Tensor.zeros(infer(List.of(x.type())), 1);
        for (int i = 0; i < dy.length; i++) {
            double at = x.data()[i];
            if (!(at > 0)) da.data()[activation.parameterOf(x, i)] += dy[i] * activation.side(at);
        }
        return da;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        List<Axis> axes = lowering.axes(inputs.getFirst());
        Expr x = Lowering.load(inputs.get(0), axes);
        Expr dy = Lowering.load(inputs.get(1), axes);
        Expr body = Expr.ifLess(Expr.constant(0), x, Expr.constant(0), Expr.multiply(dy, activation.side(x)));
        List<Axis> inner = new ArrayList<>(axes);
        Axis parameter = activation.perChannel() ? inner.remove(1) : new Axis("a", 1);
        inner.add(inner.removeFirst());
        lowering.reduce(
                List.of(parameter), inner, Reduction.Combine.SUM, body, Expr.accumulator(),
                Lowering.at(output, List.of(parameter)));
    }
}
