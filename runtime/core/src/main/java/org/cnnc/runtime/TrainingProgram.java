package org.cnnc.runtime;

/** A {@link Program} whose run also computes the loss and adds the gradients of the parameters. */
public abstract class TrainingProgram extends Program {
    public abstract TrainingPlan trainingPlan();

    /** Runs the first phase of one block, which is all of it where {@link TrainingPlan#phases} has one. */
    @Override
    public final void run(Frame frame) {
        run(frame, 0);
    }

    /** Runs a phase of one block, in the frame that the phases before it left. */
    public abstract void run(Frame frame, int phase);

    /**
     * What is done once a step, after the last phase of all blocks: sets the parameters that are not the
     * optimizer's, such as running statistics, from {@link Frame#sums}.
     *
     * @param frame the frame of any block
     */
    public void finish(Frame frame) {}

    /**
     * The optimizer's step for the parameters {@code from} (inclusive) to {@code to} (exclusive).
     *
     * @param gradients the gradient of the mean loss, laid out as the parameters
     * @param state {@link TrainingPlan#stateSlots} arrays of the parameters' length, one behind the other
     * @param hyper values in the order of {@link TrainingPlan#hyper}
     */
    public abstract void update(
            float[] parameters, float[] gradients, float[] state, float[] hyper, int from, int to);
}
