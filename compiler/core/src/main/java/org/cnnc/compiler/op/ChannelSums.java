package org.cnnc.compiler.op;

import java.util.List;
import java.util.function.UnaryOperator;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.tensor.Shape;

/**
 * Sums over samples and space that leave one number a channel: over space first, which keeps a vector of samples
 * apart, then over the samples. No partial sum has more terms than there are positions, or samples.
 *
 * @param all samples, channels and spatial positions
 */
record ChannelSums(Lowering lowering, List<Axis> all) {
    /** Over the elements of an operand that has a sample axis. */
    static ChannelSums over(Lowering lowering, Operand operand) {
        return new ChannelSums(lowering, lowering.axes(operand));
    }

    /** The axis of the channels alone. */
    List<Axis> channel() {
        return List.of(all.get(1));
    }

    /** Adds the nests of the mean over space, the samples weighted and added up. */
    void weightedMean(Expr term, Operand weights, Operand output) {
        int area = all.stream().skip(2).mapToInt(Axis::extent).reduce(1, Math::multiplyExact);
        Expr weight = Lowering.load(weights, List.of(lowering.sample()));
        sum(term, sum -> Expr.multiply(weight, sum),
                Expr.multiply(Expr.accumulator(), Expr.constant(1.0 / area)), output);
    }

    /**
     * Adds the nests of a sum.
     *
     * @param term what is summed over space, an expression of all axes
     * @param weighted what a sample's sum is made before it is added to the others
     * @param result what is stored, of the sum as accumulator
     */
    void sum(Expr term, UnaryOperator<Expr> weighted, Expr result, Operand output) {
        List<Axis> space = all.subList(2, all.size());
        Expr ofSample = term;
        if (!space.isEmpty()) {
            List<Axis> perSample = all.subList(0, 2);
            Operand sums = lowering.temporary("of_samples", Shape.of(all.get(1).extent()));
            lowering.reduce(
                    perSample, space, Reduction.Combine.SUM, term, Expr.accumulator(), Lowering.at(sums, perSample));
            ofSample = Lowering.load(sums, perSample);
        }
        lowering.reduce(
                channel(), List.of(lowering.sample()), Reduction.Combine.SUM, weighted.apply(ofSample), result,
                Lowering.at(output, channel()));
    }
}
