package org.cnnc.compiler.op;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * {@code (x - mean) / sqrt(variance + eps)}, with mean and variance of each sample by itself, over all positions of
 * neighbouring channels: what layer, group and instance normalisation have in common. The variance is the mean of
 * the squares, not Bessel's.
 *
 * @param groups how many parts the channels are cut into
 */
public record SampleNorm(int groups, double eps) implements GradientOp {
    @Override
    public String name() {
        return "sample_norm";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return inputs.getFirst();
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.getFirst();
        Tensor y = Tensor.zeros(x.type(), x.samples());
        int size = x.sampleSize() / groups;
        for (int first = 0; first < x.data().length; first += size) {
            double mean = mean(x.data(), first, size);
            double deviation = deviation(x.data(), first, size);
            for (int i = first; i < first + size; i++) y.data()[i] = (x.data()[i] - mean) / deviation;
        }
        return y;
    }

    static double mean(double[] data, int first, int size) {
        double sum = 0;
        for (int i = first; i < first + size; i++) sum += data[i];
        return sum / size;
    }

    /** The root of variance and eps. */
    double deviation(double[] data, int first, int size) {
        double mean = mean(data, first, size);
        double squares = 0;
        for (int i = first; i < first + size; i++) squares += (data[i] - mean) * (data[i] - mean);
        return Math.sqrt(squares / size + eps);
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        lower(lowering, inputs.getFirst(), Optional.empty(), output);
    }

    /** The parameters of a layer that scales and shifts what is normalised. */
    record Affinity(Operand weight, Operand bias) {}

    void lower(Lowering lowering, Operand x, Optional<Affinity> affinity, Operand output) {
        GroupLoops loops = GroupLoops.of(lowering, x, groups);
        Expr normal = statistics(loops, x).normal();
        Expr result = affinity
                .map(a -> Expr.fma(normal, loops.ofParameter(a.weight()), loops.ofParameter(a.bias())))
                .orElse(normal);
        lowering.compute(loops.all(), result, loops.at(output));
    }

    /**
     * @param normal the normalised element at the point of all loops
     * @param inverse one divided by the deviation
     */
    record Statistics(Expr normal, Expr inverse) {}

    /**
     * Adds the nests of the statistics. The mean is that of the distances from the group's first element, so that
     * rounding leaves a variance of zero where all are equal.
     */
    Statistics statistics(GroupLoops loops, Operand x) {
        Expr first = loops.first(x);
        Expr mean = loops.mean("mean", Expr.subtract(loops.load(x), first), UnaryOperator.identity());
        Expr away = Expr.subtract(Expr.subtract(loops.load(x), first), mean);
        Expr inverse = loops.mean("inverse", Expr.multiply(away, away), variance ->
                Expr.divide(Expr.constant(1), Expr.sqrt(Expr.add(variance, Expr.constant(eps)))));
        return new Statistics(Expr.multiply(away, inverse), inverse);
    }
}
