package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
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
        Axis channel = new Axis("c", input.channels());
        Affine sample = Affine.of(lowering.sample());
        WindowGeometry geometry = pool.geometry(input);
        for (List<WindowPhases.Phase> phases : WindowPhases.of(geometry)) {
            List<Axis> outer = new ArrayList<>(List.of(channel));
            outer.addAll(WindowPhases.cells(phases));
            outer.add(lowering.sample());
            Access.Element store = Lowering.at(output, WindowPhases.inputs(phases), sample, Affine.of(channel));
            if (!WindowPhases.reached(phases)) {
                lowering.compute(outer, Expr.constant(0), store);
                continue;
            }
            List<Affine> window = WindowPhases.outputs(phases);
            Expr dy = Lowering.load(inputs.get(0), window, sample, Affine.of(channel));
            Expr share = Expr.multiply(dy, Expr.constant(1.0 / geometry.kernelArea()));
            lowering.reduce(outer, WindowPhases.taps(phases), Reduction.Combine.SUM, share, Expr.accumulator(), store);
        }
    }
}
