package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * Gradient of an average pooling's input: dy, divided by the window's area, spread over each window.
 *
 * @param input shape of the pooling's input
 */
public record AvgPoolInputGradient(AvgPool pool, Shape input) implements GradientOp {
    @Override
    public String name() {
        return "avgpool_input_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return TensorType.perSample(input);
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        double[] dy = inputs.getFirst().data();
        Tensor dx = Tensor.zeros(TensorType.perSample(input), evaluation.samples());
        WindowGeometry geometry = pool.geometry(input);
        geometry.forEachTap((o, k, i) -> {
            for (int c = 0; c < dx.samples() * input.channels(); c++) {
                dx.data()[c * geometry.inputArea() + i] += dy[c * geometry.outputArea() + o] / geometry.kernelArea();
            }
        });
        return dx;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        WindowGeometry geometry = pool.geometry(input);
        Expr part = Expr.constant(1.0 / geometry.kernelArea());
        new PoolLoops(lowering, geometry, input.channels())
                .overCells(output, (_, atWindow) -> Expr.multiply(atWindow.apply(inputs.getFirst()), part));
    }
}
