package org.cnnc.train.data;

import java.util.function.Supplier;
import org.cnnc.train.DataException;

/** What a number from a file must be. */
final class Numbers {
    private Numbers() {}

    /**
     * A number as a float.
     *
     * @param place of it in the file, such as {@code byte 16}
     * @throws DataException if it is NaN or infinite, or too large for a float
     */
    static float finite(double value, Object file, Supplier<String> place) throws DataException {
        float number = (float) value;
        if (Float.isFinite(number)) return number;
        throw new DataException(file, place.get() + ": expected a finite 32-bit number, found " + value);
    }

    /**
     * The class that a number means.
     *
     * @throws DataException if it is no whole number from 0 to below {@code classes}
     */
    static int label(double value, int classes, Object file, Supplier<String> place) throws DataException {
        if (value >= 0 && value < classes && value == (int) value) return (int) value;
        String found = value == Math.rint(value) && Math.abs(value) < 1L << 53 ? Long.toString((long) value) : Double.toString(value);
        throw new DataException(DataException.Kind.MISFIT, file, place.get() + ": expected a label from 0 to "
                + (classes - 1) + ", found " + found);
    }
}
