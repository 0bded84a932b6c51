package org.cnnc.runtime;

/**
 * What training needs beyond {@link Plan}. Offsets are in floats.
 *
 * @param target where the block of targets starts in {@link Frame#io}: sample-major, each sample of the
 *     size of the first output
 * @param sampleWeights where the block of sample weights starts in {@code io}: one float a sample, 1 / n
 *     for each of the n samples of the batch and 0 for those that fill up the last block
 * @param losses where the block of per-sample losses (not yet weighted) stands in {@code io} after a run
 * @param pieces the fixed number of partial gradients into which a batch's blocks are dealt
 * @param phases how a step is cut into phases
 * @param optimizer what the optimizer keeps and computes with
 */
public record TrainingPlan(
        int target,
        int sampleWeights,
        int losses,
        int pieces,
        PhasePlan phases,
        OptimizerPlan optimizer) {
    /** Optimizer state: this many arrays of the length of the parameters, in one. */
    public int stateSlots() {
        return optimizer.stateSlots();
    }
}
