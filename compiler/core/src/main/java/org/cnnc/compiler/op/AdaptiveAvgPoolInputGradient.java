package org.cnnc.compiler.op;

import java.util.List;
import java.util.function.UnaryOperator;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * Gradient of an adaptive average pooling's input: dy, divided by the number of each window's cells, spread over them.
 *
 * @param input shape of the pooling's input
 */
public record AdaptiveAvgPoolInputGradient(AdaptiveAvgPool pool, Shape input) implements GradientOp {
    @Override
    public String name() {
        return "adaptive_avgpool_input_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return TensorType.perSample(input);
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor dy = inputs.getFirst();
        Tensor dx = Tensor.zeros(TensorType.perSample(input), evaluation.samples());
        int inputArea = dx.sampleSize() / input.channels();
        int outputArea = dy.sampleSize() / input.channels();
        pool.forEachCell(input, (o, i, cells) -> {
            for (int c = 0; c < dx.samples() * input.channels(); c++) {
                dx.data()[c * inputArea + i] += dy.data()[c * outputArea + o] / cells;
            }
        });
        return dx;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        List<AdaptiveAxis> axes = pool.axes(input);
        AxisLoops.passes(lowering, inputs.getFirst(), output, loops -> spread(loops, axes.get(loops.spatial())));
    }

    private static void spread(AxisLoops loops, AdaptiveAxis axis) {
        Operand share = loops.lowering().temporary("share" + loops.spatial(), loops.from().type().shape());
        AxisLoops divide = new AxisLoops(loops.lowering(), loops.from(), share, loops.spatial());
        AxisLoops gather = new AxisLoops(loops.lowering(), share, loops.to(), loops.spatial());
        Axis period = new Axis("q", axis.repeats());
        for (int window = 0; window < axis.outputs(); window++) {
            Affine at = Affine.of(period).times(axis.outputs()).plus(window);
            Expr part = Expr.constant(1.0 / axis.length(window));
            divide.sum(List.of(period), at, List.of(), List.of(at), dy -> Expr.multiply(dy, part));
        }
        for (AdaptiveAxis.Segment segment : axis.segments()) {
            Axis cell = new Axis("i", segment.end() - segment.start());
            Axis tap = new Axis("k", segment.windows());
            gather.sum(
                    List.of(period, cell),
                    Affine.of(period).times(axis.cells()).plus(segment.start()).plus(cell),
                    List.of(tap),
                    List.of(Affine.of(period).times(axis.outputs()).plus(segment.firstWindow()).plus(tap)),
                    UnaryOperator.identity());
        }
    }
}
