package org.cnnc.benchmarks.fork;

/** The losses of the first steps of a training. */
public final class Losses {
    /** Enough to see that gradients and steps are the same, few enough that roundings have not grown. */
    public static final int COMPARED = 3;

    private final float[] losses = new float[COMPARED];
    private int count;

    public void add(float loss) {
        if (count < COMPARED) losses[count++] = loss;
    }

    /** @throws IllegalStateException before so many steps */
    public float[] first() {
        if (count < COMPARED) throw new IllegalStateException(count + " steps were taken, not " + COMPARED);
        return losses.clone();
    }
}
