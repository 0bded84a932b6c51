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

/** Gradient of a tensor that was broadcast: dy summed over the axes along which the tensor has extent 1. */
public record BroadcastGradient(Shape input) implements GradientOp {
    @Override
    public String name() {
        return "broadcast_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return TensorType.perSample(input);
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor dy = inputs.getFirst();
        Tensor dx = Tensor.zeros(TensorType.perSample(input), evaluation.samples());
        Positions.forEach(dy.shape(), index -> {
            int[] to = index.clone();
            for (int d = 0; d < to.length; d++) to[d] = Math.min(to[d], input.extent(d) - 1);
            for (int n = 0; n < evaluation.samples(); n++) dx.add(dy.get(n, index), n, to);
        });
        return dx;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        Operand dy = inputs.getFirst();
        List<Axis> axes = lowering.axes(dy);
        List<Axis> kept = new ArrayList<>(List.of(axes.getFirst()));
        List<Axis> summed = new ArrayList<>();
        List<Affine> store = new ArrayList<>(List.of(Affine.of(axes.getFirst())));
        for (int d = 0; d < input.rank(); d++) {
            Axis axis = axes.get(1 + d);
            boolean single = input.extent(d) == 1;
            (single ? summed : kept).add(axis);
            store.add(single ? Affine.constant(0) : Affine.of(axis));
        }
        lowering.reduce(
                kept, summed, Reduction.Combine.SUM, Lowering.load(dy, axes), Expr.accumulator(),
                new Access.Element(output, store));
    }
}
