package org.cnnc.runtime;

/**
 * The arrays that one run of a {@link Program} reads and writes. One frame belongs to one thread at a
 * time; where several threads share a run, each has a frame, with scratch of its own and the other arrays in common.
 */
public final class Frame {
    /** All parameters, shared between frames; a run only reads them, {@link TrainingProgram#finish} sets some. */
    public float[] parameters;

    /**
     * The parameters that inference reads in another form, such as with a normalisation folded in; shared between frames.
     * The preparation writes them, other runs only read. Null where a program reads none.
     */
    public float[] prepared;

    /**
     * Partial gradients, laid out as {@link #parameters}, and behind them the other sums over the batch; a run adds to
     * them. Null in inference.
     */
    public float[] gradients;

    /** Sums over the whole batch that earlier phases made, where the plan says; shared, a run only reads them. */
    public float[] sums;

    /** Activations and what else lives within a run. Zero at first: margins that no other result comes by stay so. */
    public float[] arena;

    /** Inputs, targets and outputs of the block, sample-major, where the plan says. */
    public float[] io;

    /** What a kernel keeps while it runs, such as the lanes of its accumulators: nothing in it outlives the kernel. */
    public float[] scratch;

    /** Scratch rows of the plain target: nothing in them outlives a kernel. */
    public float[][] rows;

    /** Key of this block's random numbers: the same key gives the same dropout. */
    public long randomKey;

    /** Key of the random numbers that all blocks of a step share. */
    public long stepKey;

    public Frame(Plan plan) {
        this(plan, new Scratch(plan));
    }

    /** A frame with the scratch of the thread that is about to run it. */
    Frame(Plan plan, Scratch scratch) {
        this(new float[plan.arena()], new float[plan.io()], scratch);
    }

    private Frame(float[] arena, float[] io, Scratch scratch) {
        this.arena = arena;
        this.io = io;
        use(scratch);
    }

    /** A frame of another thread of a team, which has its own scratch and works {@link #on} the arrays of the caller's. */
    static Frame ofMember(Plan plan) {
        return new Frame(null, null, new Scratch(plan));
    }

    /** Becomes the frame of another thread. */
    void use(Scratch scratch) {
        this.scratch = scratch.floats;
        rows = scratch.rows;
    }

    /** Takes over all that threads share in a run; what is its own stays. */
    Frame on(Frame shared) {
        parameters = shared.parameters;
        prepared = shared.prepared;
        gradients = shared.gradients;
        sums = shared.sums;
        arena = shared.arena;
        io = shared.io;
        randomKey = shared.randomKey;
        stepKey = shared.stepKey;
        return this;
    }

    /** Lets go of what it shared. */
    void leave() {
        parameters = null;
        prepared = null;
        gradients = null;
        sums = null;
        arena = null;
        io = null;
    }
}
