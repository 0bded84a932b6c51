package org.cnnc.compiler.loss;

import java.util.List;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.op.ChannelLoops;
import org.cnnc.compiler.op.Evaluation;
import org.cnnc.compiler.op.GradientOp;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * How much a sample counts by its class: of a target t of C x positions the mean over positions of {@code sum_c w_c t_c}.
 *
 * @param weights one a class; none where each sample counts 1
 */
public record ClassWeight(List<Double> weights) implements GradientOp {
    /** Classes of which one loop nest tells the weights: it asks for each of them. */
    private static final int CLASSES_PER_NEST = 32;

    public ClassWeight {
        weights = List.copyOf(weights);
    }

    @Override
    public String name() {
        return "class_weight";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return TensorType.perSample(Shape.of(1));
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        if (weights.isEmpty()) return Tensor.fill(TensorType.perSample(Shape.of(1)), evaluation.samples(), n -> 1);
        Tensor t = inputs.getFirst();
        Tensor weight = Tensor.zeros(TensorType.perSample(Shape.of(1)), evaluation.samples());
        int area = t.sampleSize() / t.shape().channels();
        for (int i = 0; i < t.data().length; i++) {
            weight.add(weights.get(i / area % weights.size()) * t.data()[i] / area, i / t.sampleSize(), 0);
        }
        return weight;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        Axis one = new Axis("one", 1);
        if (weights.isEmpty()) {
            lowering.compute(List.of(lowering.sample(), one), Expr.constant(1), Lowering.at(output, List.of(lowering.sample(), one)));
            return;
        }
        ChannelLoops loops = ChannelLoops.of(lowering, inputs.getFirst());
        Expr weight = Lowering.load(table(lowering, weights), loops.channels());
        lowering.reduce(
                List.of(lowering.sample(), one), loops.all().subList(1, loops.all().size()), Reduction.Combine.SUM,
                Expr.multiply(weight, Lowering.load(inputs.getFirst(), loops.all())),
                Expr.multiply(Expr.accumulator(), Expr.constant(1.0 / loops.area())),
                Lowering.at(output, List.of(lowering.sample(), one)));
    }

    /** Computes the weights as a tensor of one number a class. */
    static Operand table(Lowering lowering, List<Double> weights) {
        Operand table = lowering.sharedTemporary("class_weights", Shape.of(weights.size()));
        for (int first = 0; first < weights.size(); first += CLASSES_PER_NEST) {
            List<Double> part = weights.subList(first, Math.min(weights.size(), first + CLASSES_PER_NEST));
            Axis c = new Axis("c", part.size());
            Expr weight = Expr.constant(part.getLast());
            for (int i = part.size() - 2; i >= 0; i--) {
                weight = Expr.ifEqual(new Expr.Index(Affine.of(c)), Expr.constant(i), Expr.constant(part.get(i)), weight);
            }
            lowering.compute(List.of(c), weight, new Access.Element(table, List.of(Affine.of(c).plus(first))));
        }
        return table;
    }
}
