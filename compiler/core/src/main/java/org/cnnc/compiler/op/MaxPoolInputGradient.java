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
            Expr argmax = Lowering.load(inputs.get(1), window, sample, Affine.of(channel));
            List<Integer> extents = geometry.axes().stream().map(WindowGeometry.Axis::kernel).toList();
            Affine tap = WindowLoops.rowMajor(WindowPhases.kernels(phases), extents);
            Expr share = Expr.ifEqual(argmax, new Expr.Index(tap), dy, Expr.constant(0));
            lowering.reduce(outer, WindowPhases.taps(phases), Reduction.Combine.SUM, share, Expr.accumulator(), store);
        }
    }
}
