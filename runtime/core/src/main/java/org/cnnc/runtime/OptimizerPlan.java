package org.cnnc.runtime;

/**
 * What an optimizer keeps and computes with.
 *
 * @param hyper names of the settings that may change from step to step; the first is {@code lr}
 * @param defaults the settings from the file, in the same order
 * @param values how many numbers {@link TrainingProgram#values} makes of them for each step
 * @param products numbers that are multiplied in every step, by {@link TrainingProgram#multiply}
 * @param readsNorm whether the values depend on the norm of the gradients, which then is computed before the step
 * @param stateStarts what each array of state is filled with before the first step
 * @param averages whether behind these stands one more, a running mean that starts as the parameters themselves
 */
public record OptimizerPlan(
        String[] hyper,
        double[] defaults,
        int values,
        int products,
        boolean readsNorm,
        float[] stateStarts,
        boolean averages) {
    /** An optimizer that computes with its settings as they are. @param slots arrays of state, which start at 0 */
    public static OptimizerPlan plain(String[] hyper, double[] defaults, int slots) {
        return new OptimizerPlan(hyper, defaults, hyper.length, 0, false, new float[slots], false);
    }

    /** Arrays of state in all. */
    int stateSlots() {
        return stateStarts.length + (averages ? 1 : 0);
    }
}
