package org.cnnc.runtime;

/**
 * A compiled pass over one block of samples, for one {@link Target}. Generated classes extend it; they
 * hold no state, so that one instance serves any number of threads.
 */
public abstract class Program {
    /** The memory that {@link #run} works in. */
    public abstract Plan plan();

    /** Runs one block: inputs are read from {@code frame.io}, outputs are left there. */
    public abstract void run(Frame frame);

    /** How several threads share a run. */
    public Sections sections() {
        return Sections.whole(1);
    }

    /**
     * Runs a piece of a section; all pieces of all sections in order are a run.
     *
     * @param frame the frame of this thread, on the arrays that the threads share
     */
    public void piece(Frame frame, int section, int piece) {
        run(frame);
    }
}
