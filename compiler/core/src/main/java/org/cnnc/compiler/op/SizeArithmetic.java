package org.cnnc.compiler.op;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.tensor.Shape;

/** Sizes computed in {@code long}, held to what a Java array can index. */
final class SizeArithmetic {
    private SizeArithmetic() {}

    /** @throws ShapeException CNN2007 when the product does not fit a long */
    static long product(String what, long... factors) {
        long product = 1;
        for (long factor : factors) {
            try {
                product = Math.multiplyExact(product, factor);
            } catch (ArithmeticException overflow) {
                throw tooLarge(what + ": " + text(factors) + " is beyond " + Long.MAX_VALUE);
            }
        }
        return product;
    }

    /** @throws ShapeException CNN2007 when the sum does not fit a long */
    static long sum(String what, long a, long b) {
        try {
            return Math.addExact(a, b);
        } catch (ArithmeticException overflow) {
            throw tooLarge(what + ": " + a + " + " + b + " is beyond " + Long.MAX_VALUE);
        }
    }

    /** @throws ShapeException CNN2007 when the size is above {@link Integer#MAX_VALUE} */
    static int extent(String what, long size) {
        if (size > Integer.MAX_VALUE) throw tooLarge(what + ": " + size + " is beyond " + Integer.MAX_VALUE);
        return (int) size;
    }

    /**
     * A shape whose elements one array can hold.
     *
     * @throws ShapeException CNN2007 when they are more than {@link Integer#MAX_VALUE}
     */
    static Shape checked(String what, Shape shape) {
        long[] factors = Arrays.stream(shape.extents()).asLongStream().toArray();
        long elements = product(what, factors);
        if (elements > Integer.MAX_VALUE) {
            throw tooLarge(what + ": " + text(factors) + " = " + elements + " elements");
        }
        return shape;
    }

    private static String text(long[] factors) {
        return Arrays.stream(factors).mapToObj(Long::toString).collect(Collectors.joining(" * "));
    }

    private static ShapeException tooLarge(String label) {
        return new ShapeException(
                Code.CNN2007, label, "",
                List.of("a tensor holds at most " + Integer.MAX_VALUE + " elements, what one Java array can index"),
                List.of());
    }
}
