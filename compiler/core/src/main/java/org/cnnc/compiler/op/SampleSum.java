package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/** Gradient of a parameter that is added to every sample: dy summed over the samples, shared. */
public record SampleSum() implements GradientOp {
    @Override
    public String name() {
        return "sample_sum";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return TensorType.shared(inputs.getFirst().shape());
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor dy = inputs.getFirst();
        Tensor sum = Tensor.zeros(TensorType.shared(dy.shape()), 1);
        for (int i = 0; i < dy.data().length; i++) sum.data()[i % sum.data().length] += dy.data()[i];
        return sum;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        Operand dy = inputs.getFirst();
        List<Axis> elements = lowering.axes(output);
        lowering.reduce(
                elements, List.of(lowering.sample()), Reduction.Combine.SUM, Lowering.load(dy, lowering.axes(dy)),
                Expr.accumulator(), Lowering.at(output, elements));
    }
}
