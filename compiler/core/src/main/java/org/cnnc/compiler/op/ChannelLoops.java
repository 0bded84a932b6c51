package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Elementary;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.tensor.Shape;

/**
 * The loops of an op that reduces the channels at every position, such as softmax, or another axis in their place.
 *
 * @param all samples and all axes
 * @param positions samples and all axes but the reduced one
 * @param channels the reduced axis
 */
public record ChannelLoops(Lowering lowering, List<Axis> all, List<Axis> positions, List<Axis> channels) {
    /** Over the elements of an operand that has a sample axis. */
    public static ChannelLoops of(Lowering lowering, Operand operand) {
        return of(lowering, operand, 0);
    }

    /** @param axis the number of the reduced one, samples not counted */
    static ChannelLoops of(Lowering lowering, Operand operand, int axis) {
        List<Axis> all = lowering.axes(operand);
        List<Axis> positions = new ArrayList<>(all);
        Axis channel = positions.remove(1 + axis);
        return new ChannelLoops(lowering, all, positions, List.of(channel));
    }

    /** Extents of the spatial positions; of rank 0 where the channels are features. */
    public Shape positionShape() {
        return Shape.of(positions.stream().skip(1).mapToInt(Axis::extent).toArray());
    }

    /** Number of spatial positions. */
    public int area() {
        return Math.toIntExact(positionShape().elements());
    }

    /** Computes the greatest channel at each position. */
    public Operand max(Operand x) {
        return reduce(x, "max", Reduction.Combine.MAX);
    }

    /** Computes the sum over the channels at each position. */
    public Operand sum(Operand x) {
        return reduce(x, "sum", Reduction.Combine.SUM);
    }

    private Operand reduce(Operand x, String suffix, Reduction.Combine combine) {
        Operand reduced = lowering.temporary(suffix, positionShape());
        lowering.reduce(
                positions, channels, combine, Lowering.load(x, all), Expr.accumulator(),
                Lowering.at(reduced, positions));
        return reduced;
    }

    /** Computes {@code log sum_c exp(x_c)} at each position, the greatest channel taken off first. */
    public Operand logSumExp(Operand x) {
        Operand max = max(x);
        Expr logarithm = Expr.add(Lowering.load(max, positions), Elementary.log(Expr.accumulator()));
        return sumOfPowers(x, max, "log_sum_exp", logarithm);
    }

    /**
     * Computes the channels' shares {@code exp(x_c) / sum_k exp(x_k)}, the greatest channel taken off first. They add up
     * to 1 but for the roundings of each, which lean to no side: {@code exp(x_c - log sum_k exp(x_k))} would have the
     * rounding of the logarithm in all of them.
     */
    public Expr softmax(Operand x) {
        Operand max = max(x);
        Operand sum = sumOfPowers(x, max, "sum_exp", Expr.accumulator());
        return Expr.divide(power(x, max), Lowering.load(sum, positions));
    }

    private Operand sumOfPowers(Operand x, Operand max, String suffix, Expr result) {
        Operand sum = lowering.temporary(suffix, positionShape());
        lowering.reduce(positions, channels, Reduction.Combine.SUM, power(x, max), result, Lowering.at(sum, positions));
        return sum;
    }

    private Expr power(Operand x, Operand max) {
        return Elementary.exp(Expr.subtract(Lowering.load(x, all), Lowering.load(max, positions)));
    }
}
