package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/** Gradient of a {@link Slice}: dy at the positions that were taken, 0 elsewhere. @param input shape of what was cut */
public record SliceGradient(Slice slice, Shape input) implements GradientOp {
    @Override
    public String name() {
        return "slice_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return TensorType.perSample(input);
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor dy = inputs.getFirst();
        Tensor dx = Tensor.zeros(TensorType.perSample(input), evaluation.samples());
        int cut = slice.axis().in(input);
        Positions.forEach(dy.shape(), index -> {
            int[] to = index.clone();
            to[cut] = slice.from() + slice.step() * to[cut];
            for (int n = 0; n < evaluation.samples(); n++) dx.set(dy.get(n, index), n, to);
        });
        return dx;
    }

    /** The positions taken, those left out behind each, and what lies before and behind: a nest each. */
    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        Operand dy = inputs.getFirst();
        List<Axis> axes = lowering.axes(output);
        int cut = 1 + slice.axis().in(input);
        int taken = dy.type().shape().extent(cut - 1);
        int last = slice.from() + (taken - 1) * slice.step();
        Axis position = new Axis(axes.get(cut).name(), taken);
        Affine at = Affine.of(position).times(slice.step()).plus(slice.from());
        List<Axis> own = with(axes, cut, position);
        lowering.compute(own, Lowering.load(dy, own), element(output, own, cut, at));
        if (slice.step() > 1 && taken > 1) {
            Axis gap = new Axis("gap", slice.step() - 1);
            List<Axis> between = with(axes, cut, new Axis(position.name(), taken - 1));
            Access.Element store = element(output, between, cut, at.plus(gap).plus(1));
            List<Axis> withGap = new ArrayList<>(between);
            withGap.add(gap);
            lowering.compute(withGap, Expr.constant(0), store);
        }
        zeros(lowering, output, axes, cut, 0, slice.from());
        zeros(lowering, output, axes, cut, last + 1, input.extent(cut - 1));
    }

    private static void zeros(Lowering lowering, Operand output, List<Axis> axes, int cut, int from, int to) {
        if (from == to) return;
        Axis rest = new Axis(axes.get(cut).name(), to - from);
        List<Axis> own = with(axes, cut, rest);
        lowering.compute(own, Expr.constant(0), element(output, own, cut, Affine.of(rest).plus(from)));
    }

    private static List<Axis> with(List<Axis> axes, int position, Axis axis) {
        List<Axis> changed = new ArrayList<>(axes);
        changed.set(position, axis);
        return changed;
    }

    private static Access.Element element(Operand operand, List<Axis> axes, int position, Affine index) {
        List<Affine> indices = new ArrayList<>(axes.stream().map(Affine::of).toList());
        indices.set(position, index);
        return new Access.Element(operand, indices);
    }
}
