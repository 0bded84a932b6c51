package org.cnnc.runtime;

/** Arithmetic on array lengths that fails where an array cannot be that long. */
final class Sizes {
    private Sizes() {}

    /** @throws IllegalArgumentException if the sum is over 2^31 - 1 */
    static int sum(int[] sizes) {
        long sum = 0;
        for (int size : sizes) sum += size;
        return length("the tensors of a sample", sum);
    }

    /** @throws IllegalArgumentException if the product is over 2^31 - 1 */
    static int product(String what, int a, int b) {
        return length(what, (long) a * b);
    }

    private static int length(String what, long floats) {
        if (floats > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    what + ": " + floats + " floats are more than one Java array holds (2^31 - 1)");
        }
        return (int) floats;
    }
}
