package org.cnnc.runtime;

/**
 * A compiled network with its parameters. Generated classes extend it with typed methods; the generic
 * form here is what tools work with.
 */
public abstract class Network {
    private final float[] parameters;

    protected Network(float[] parameters) {
        this.parameters = parameters;
    }

    public abstract Signature signature();

    /** The inference program for a target; generated as a switch over the classes of this network. */
    protected abstract Program inference(Target target);

    /** The training program for a target. */
    protected abstract TrainingProgram training(Target target);

    /** The flat parameter array, shared, not copied. */
    public final float[] parameters() {
        return parameters;
    }
}
