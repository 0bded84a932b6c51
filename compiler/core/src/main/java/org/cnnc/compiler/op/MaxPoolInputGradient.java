package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * Gradient of a max pooling's input: (dy, {@link MaxPoolArgmax}) to the shape of the input. Each dy goes to
 * the tap that held the maximum; overlapping windows add up.
 *
 * @param input shape of the pooling's input
 */
public record MaxPoolInputGradient(MaxPool pool, Shape input) implements GradientOp {
    @Override
    public String name() {
        return "maxpool_input_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return TensorType.perSample(input);
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        double[] dy = inputs.get(0).data();
        double[] argmax = inputs.get(1).data();
        Tensor dx = Tensor.zeros(TensorType.perSample(input), evaluation.samples());
        WindowGeometry geometry = pool.geometry(input);
        geometry.forEachTap((o, k, i) -> {
            for (int c = 0; c < dx.samples() * input.channels(); c++) {
                int at = c * geometry.outputArea() + o;
                if (argmax[at] == k) dx.data()[c * geometry.inputArea() + i] += dy[at];
            }
        });
        return dx;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        new PoolLoops(lowering, pool.geometry(input), input.channels())
                .overCells(output, (tap, atWindow) -> Expr.ifEqual(
                        atWindow.apply(inputs.get(1)), new Expr.Index(tap), atWindow.apply(inputs.get(0)),
                        Expr.constant(0)));
    }
}
