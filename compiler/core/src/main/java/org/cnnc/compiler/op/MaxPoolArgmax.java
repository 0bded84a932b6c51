package org.cnnc.compiler.op;

import java.util.Arrays;
import java.util.List;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * Which tap of each window holds the maximum: (x, y) to the shape of y. The number is the tap's row-major
 * position in the kernel; of equal taps the first counts, as in PyTorch. It is -1 where no tap equals the
 * maximum, which only NaN brings about.
 */
public record MaxPoolArgmax(MaxPool pool) implements GradientOp {
    @Override
    public String name() {
        return "maxpool_argmax";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return inputs.get(1);
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.get(0);
        Tensor y = inputs.get(1);
        Tensor argmax = Tensor.zeros(y.type(), evaluation.samples());
        Arrays.fill(argmax.data(), -1);
        WindowGeometry geometry = pool.geometry(x.shape());
        geometry.forEachTap((o, k, i) -> {
            for (int c = 0; c < x.samples() * x.shape().channels(); c++) {
                int at = c * geometry.outputArea() + o;
                boolean isMaximum = x.data()[c * geometry.inputArea() + i] == y.data()[at];
                if (isMaximum && argmax.data()[at] < 0) argmax.data()[at] = k;
            }
        });
        return argmax;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        WindowGeometry geometry = pool.geometry(inputs.getFirst().type().shape());
        Expr none = Expr.constant(NO_TAP);
        PoolLoops.Tap number = (loops, cell, atWindow) -> Expr.ifEqual(
                loops.inside(geometry, cell, Float.NEGATIVE_INFINITY), atWindow.apply(inputs.get(1)),
                new Expr.Index(loops.tap()), none);
        Expr first = Expr.ifLess(Expr.accumulator(), none, Expr.accumulator(), Expr.constant(-1));
        new PoolLoops(lowering, geometry, output.type().shape().channels())
                .overWindows(inputs.getFirst(), output, Reduction.Combine.MIN, number, _ -> first);
    }

    /** Greater than the number of any tap, and exact as a float. */
    private static final int NO_TAP = 1 << 30;
}
