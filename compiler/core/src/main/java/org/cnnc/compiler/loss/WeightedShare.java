package org.cnnc.compiler.loss;

import java.util.List;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.op.Evaluation;
import org.cnnc.compiler.op.GradientOp;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * A sample's share in a weighted mean: (number of the sample, mean weight of the batch) to the one over the other. Where
 * no sample of the batch counts, all shares are 0.
 */
public record WeightedShare() implements GradientOp {
    @Override
    public String name() {
        return "weighted_share";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return inputs.getFirst();
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        double weight = inputs.get(1).data()[0];
        double[] x = inputs.getFirst().data();
        return Tensor.fill(inputs.getFirst().type(), evaluation.samples(), n -> weight > 0 ? x[n] / weight : 0);
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        Expr weight = new Expr.Load(new Access.Element(inputs.get(1), List.of(Affine.constant(0))));
        Expr x = Lowering.load(inputs.getFirst(), List.of(lowering.sample()));
        Expr zero = Expr.constant(0);
        lowering.compute(
                List.of(lowering.sample()), Expr.ifLess(zero, weight, Expr.divide(x, weight), zero),
                Lowering.at(output, List.of(lowering.sample())));
    }
}
