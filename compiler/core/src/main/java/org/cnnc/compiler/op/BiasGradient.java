package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/** Gradient of a bias: dy (C x … or F) summed over samples and space to C, shared. */
public record BiasGradient() implements GradientOp {
    @Override
    public String name() {
        return "bias_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return TensorType.shared(Shape.of(inputs.getFirst().shape().channels()));
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor dy = inputs.getFirst();
        int channels = dy.shape().channels();
        int area = dy.sampleSize() / channels;
        Tensor db = Tensor.zeros(TensorType.shared(Shape.of(channels)), 1);
        for (int i = 0; i < dy.data().length; i++) db.data()[i / area % channels] += dy.data()[i];
        return db;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        Operand dy = inputs.getFirst();
        List<Axis> inner = new ArrayList<>(lowering.axes(dy));
        Axis channel = inner.remove(1);
        inner.add(inner.removeFirst());
        lowering.reduce(
                List.of(channel), inner, Reduction.Combine.SUM, Lowering.load(dy, lowering.axes(dy)),
                Expr.accumulator(), Lowering.at(output, List.of(channel)));
    }
}
