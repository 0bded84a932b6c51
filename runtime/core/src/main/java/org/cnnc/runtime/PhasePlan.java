package org.cnnc.runtime;

/**
 * How a training step is cut into phases. What is a sum over the whole batch, such as a mean, is known only when all
 * blocks are through; whoever reads it runs in a later phase. A phase runs over all blocks, each adding its share to
 * the partial gradients; then the shares are summed into {@link Frame#sums}, for the next phase to read. Offsets are
 * in floats.
 *
 * @param sums for each phase, what is summed after it: three numbers a range, from (inclusive) and to (exclusive) in
 *     the gradients, and where it starts in {@code Frame.sums}
 * @param sumFloats length of {@code Frame.sums}
 * @param extraFloats what the gradients hold behind the parameters' own, for sums that are no parameter's gradient
 * @param trained parameters that the optimizer moves, the first so many; behind them lies what {@link
 *     TrainingProgram#finish} sets
 * @param leastSamples samples that a batch must have
 */
public record PhasePlan(int[][] sums, int sumFloats, int extraFloats, int trained, int leastSamples) {
    /** A step of one phase, without sums, whose optimizer moves all parameters. */
    public static PhasePlan single(int parameterFloats) {
        return new PhasePlan(new int[1][0], 0, 0, parameterFloats, 1);
    }

    /** Whether anything is summed, which {@link TrainingProgram#finish} or a later phase reads. */
    boolean sumsAnything() {
        return sumFloats > 0;
    }

    /** Number of phases. */
    public int phases() {
        return sums.length;
    }
}
