package org.cnnc.runtime;

/** A {@link Program} whose run also computes the loss and adds the gradients of the parameters. */
public abstract class TrainingProgram extends Program {
    public abstract TrainingPlan trainingPlan();

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
