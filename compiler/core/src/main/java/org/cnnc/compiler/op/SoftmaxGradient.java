package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/** Gradient of {@link Softmax} from its result: (y, dy) to {@code y_c (dy_c - sum_k dy_k y_k)} at each position. */
public record SoftmaxGradient(AxisName axis) implements GradientOp {
    @Override
    public String name() {
        return "softmax_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return inputs.getFirst();
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor y = inputs.get(0);
        double[] dy = inputs.get(1).data();
        Tensor dx = Tensor.zeros(y.type(), evaluation.samples());
        for (int[] line : Lines.along(y, axis.in(y.shape()))) {
            double dot = 0;
            for (int at : line) dot += dy[at] * y.data()[at];
            for (int at : line) dx.data()[at] = y.data()[at] * (dy[at] - dot);
        }
        return dx;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        ChannelLoops loops = ChannelLoops.of(lowering, output, axis.in(output.type().shape()));
        Expr y = Lowering.load(inputs.get(0), loops.all());
        Expr dy = Lowering.load(inputs.get(1), loops.all());
        Operand dot = lowering.temporary("dot", loops.positionShape());
        lowering.reduce(
                loops.positions(), loops.channels(), Reduction.Combine.SUM, Expr.multiply(y, dy), Expr.accumulator(),
                Lowering.at(dot, loops.positions()));
        lowering.compute(
                loops.all(), Expr.multiply(y, Expr.subtract(dy, Lowering.load(dot, loops.positions()))),
                Lowering.at(output, loops.all()));
    }
}
