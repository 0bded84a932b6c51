package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Elementary;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/** Gradient of {@link LogSoftmax} from its result: (y, dy) to {@code dy_c - exp(y_c) sum_k dy_k} at each position. */
public record LogSoftmaxGradient(AxisName axis) implements GradientOp {
    @Override
    public String name() {
        return "log_softmax_gradient";
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
            double sum = 0;
            for (int at : line) sum += dy[at];
            for (int at : line) dx.data()[at] = dy[at] - Math.exp(y.data()[at]) * sum;
        }
        return dx;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        ChannelLoops loops = ChannelLoops.of(lowering, output, axis.in(output.type().shape()));
        Operand sum = loops.sum(inputs.get(1));
        Expr power = Elementary.exp(Lowering.load(inputs.get(0), loops.all()));
        Expr share = Expr.multiply(power, Lowering.load(sum, loops.positions()));
        lowering.compute(
                loops.all(), Expr.subtract(Lowering.load(inputs.get(1), loops.all()), share),
                Lowering.at(output, loops.all()));
    }
}
