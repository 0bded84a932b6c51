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

    @Override
    public Sections sections() {
        return Sections.whole(trainingPlan().phases().phases());
    }

    @Override
    public void piece(Frame frame, int section, int piece) {
        run(frame, section);
    }

    /**
     * What is done once a step, after the last phase of all blocks: sets the parameters that are not the
     * optimizer's, such as running statistics, from {@link Frame#sums}.
     *
     * @param frame the frame of any block
     */
    public void finish(Frame frame) {}

    /**
     * Takes the optimizer's running products over to the next step; each is 1 before the first.
     *
     * @param step the step that comes, 1 for the first
     * @param hyper settings in the order of {@link OptimizerPlan#hyper}
     * @param products {@link OptimizerPlan#products} numbers
     */
    public void multiply(long step, double[] hyper, double[] products) {}

    /**
     * Makes the numbers of a step; they are the settings, where nothing is to be computed.
     *
     * @param step the step that comes, 1 for the first
     * @param hyper settings in the order of {@link OptimizerPlan#hyper}
     * @param products up to this step
     * @param norm L2 norm of the gradients, where {@link OptimizerPlan#readsNorm} asks for it; else NaN
     * @param values takes {@link OptimizerPlan#values} numbers, in the order in which {@link #update} knows them
     */
    public void values(long step, double[] hyper, double[] products, double norm, float[] values) {
        for (int i = 0; i < values.length; i++) values[i] = (float) hyper[i];
    }

    /**
     * The optimizer's step for the parameters {@code from} (inclusive) to {@code to} (exclusive).
     *
     * @param gradients the gradient of the mean loss, laid out as the parameters
     * @param state {@link TrainingPlan#stateSlots} arrays of the parameters' length, one behind the other
     * @param values what {@link #values} made
     */
    public abstract void update(
            float[] parameters, float[] gradients, float[] state, float[] values, int from, int to);
}
