package org.cnnc.compiler.op;

import java.util.Arrays;
import java.util.List;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/** Sum of the squares of the sample weights, one number in all: 1/n where each of n samples has the weight 1/n. */
public record SquaredWeights() implements GradientOp {
    @Override
    public String name() {
        return "squared_weights";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return TensorType.shared(Shape.of(1));
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        double sum = Arrays.stream(inputs.getFirst().data()).map(weight -> weight * weight).sum();
        return Tensor.fill(TensorType.shared(Shape.of(1)), 1, i -> sum);
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        List<Axis> samples = List.of(lowering.sample());
        Expr weight = Lowering.load(inputs.getFirst(), samples);
        List<Axis> one = lowering.axes(output);
        lowering.reduce(
                one, samples, Reduction.Combine.SUM, Expr.multiply(weight, weight), Expr.accumulator(),
                Lowering.at(output, one));
    }
}
