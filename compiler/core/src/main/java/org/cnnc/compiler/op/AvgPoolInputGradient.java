package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * Gradient of an average pooling's input: dy, divided by the number of the window's cells, spread over them.
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
        AvgPoolCells cells = pool.cells(input);
        geometry.forEachTap((o, k, i) -> {
            for (int c = 0; c < dx.samples() * input.channels(); c++) {
                dx.data()[c * geometry.inputArea() + i] += dy[c * geometry.outputArea() + o] / cells.of(o);
            }
        });
        return dx;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        PoolLoops loops = new PoolLoops(lowering, pool.geometry(input), input.channels());
        Operand dy = inputs.getFirst();
        AvgPoolCells cells = pool.cells(input);
        if (cells.uniform()) {
            loops.overCells(output, (_, atWindow) -> cells.mean(atWindow.apply(dy), List.of()));
            return;
        }
        Operand share = lowering.temporary("share", dy.type().shape());
        List<Axis> axes = lowering.axes(dy);
        List<Affine> position = axes.stream().skip(2).map(Affine::of).toList();
        lowering.compute(axes, cells.mean(Lowering.load(dy, axes), position), Lowering.at(share, axes));
        loops.overCells(output, (_, atWindow) -> atWindow.apply(share));
    }
}
