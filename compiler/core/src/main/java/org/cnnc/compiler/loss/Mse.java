package org.cnnc.compiler.loss;

import java.util.Arrays;
import java.util.List;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.op.Evaluation;
import org.cnnc.compiler.op.GraphBuilder;
import org.cnnc.compiler.op.Schema;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.tensor.Tensor;

/** Mean squared error: the mean over a sample's elements of {@code (y - t)^2} (PyTorch's {@code MSELoss}). */
public record Mse() implements Loss {
    public static final LossKind KIND = new LossKind(
            "mse", "Mean over a sample's elements of the squared error.", Schema.of(), arguments -> new Mse());

    @Override
    public LossKind kind() {
        return KIND;
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor y = inputs.get(0);
        Tensor t = inputs.get(1);
        Tensor loss = Tensor.zeros(infer(List.of(y.type(), t.type())), evaluation.samples());
        for (int i = 0; i < y.data().length; i++) {
            double error = y.data()[i] - t.data()[i];
            loss.add(error * error / y.sampleSize(), i / y.sampleSize());
        }
        return loss;
    }

    /** The gradient of the prediction; the target has none. */
    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dl, boolean[] needed) {
        return Arrays.asList(builder.apply(new MseGradient(), inputs.get(0), inputs.get(1), dl), null);
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        List<Axis> axes = lowering.axes(inputs.get(0));
        Expr difference = Expr.subtract(Lowering.load(inputs.get(0), axes), Lowering.load(inputs.get(1), axes));
        double elements = inputs.get(0).type().shape().elements();
        lowering.reduce(
                List.of(lowering.sample()), axes.subList(1, axes.size()), Reduction.Combine.SUM,
                Expr.multiply(difference, difference),
                Expr.multiply(Expr.accumulator(), Expr.constant(1 / elements)),
                Lowering.at(output, List.of(lowering.sample())));
    }
}
