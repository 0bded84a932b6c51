package org.cnnc.train;

import org.cnnc.runtime.CounterRandom;

/** Random orders that depend on a key only. */
public final class Shuffle {
    private Shuffle() {}

    /** The numbers from 0 to {@code count - 1} in a random order (Fisher and Yates; Durstenfeld, 1964). */
    public static int[] permutation(int count, long key) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) order[i] = i;
        for (int i = count - 1; i > 0; i--) {
            // The high half of a product of 64 bits has a bias below 2^-32 for any count of an int.
            int j = (int) Math.unsignedMultiplyHigh(CounterRandom.hash(key, 0, i), i + 1L);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }
}
