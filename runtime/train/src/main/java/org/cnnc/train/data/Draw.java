package org.cnnc.train.data;

import java.util.Arrays;
import org.cnnc.runtime.CounterRandom;
import org.cnnc.train.Shuffle;

/** Which samples are set apart. */
final class Draw {
    /** Separates the draws from other uses of the seed. */
    private static final long VALIDATION = 0x76616C;

    private static final long TEST = 0x74657374;

    private Draw() {}

    /** So many of the indices below {@code count}, drawn by the seed, in ascending order. */
    static int[] validation(int count, int drawn, long seed) {
        return sorted(count, drawn, CounterRandom.derive(seed, VALIDATION));
    }

    /** A share of the indices below {@code count}, the same for every seed: what was trained on is never test data. */
    static int[] test(int count, double share) {
        return sorted(count, (int) Math.round(count * share), TEST);
    }

    private static int[] sorted(int count, int drawn, long key) {
        int[] chosen = Arrays.copyOf(Shuffle.permutation(count, key), drawn);
        Arrays.sort(chosen);
        return chosen;
    }

    /** Indices below {@code count} that are not among the (ascending) others. */
    static int[] without(int count, int[] others) {
        int[] rest = new int[count - others.length];
        int next = 0;
        int at = 0;
        for (int i = 0; i < count; i++) {
            if (next < others.length && others[next] == i) {
                next++;
            } else {
                rest[at++] = i;
            }
        }
        return rest;
    }

    /** All indices below {@code limit}. */
    static int[] first(int limit) {
        int[] indices = new int[limit];
        Arrays.setAll(indices, i -> i);
        return indices;
    }
}
