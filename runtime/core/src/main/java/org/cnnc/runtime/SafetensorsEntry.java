package org.cnnc.runtime;

import java.util.Arrays;

/**
 * A tensor as the header of a safetensors file describes it.
 *
 * @param name its key
 * @param dtype its type as the file spells it, such as {@code F32}
 * @param shape its extents
 * @param begin its first byte, counted from the end of the header
 * @param end the byte behind its last
 */
public record SafetensorsEntry(String name, String dtype, long[] shape, long begin, long end) {
    /** Whether the elements are 32-bit floats. */
    public boolean isFloat32() {
        return dtype.equals("F32");
    }

    /** Whether the extents are these. */
    public boolean hasShape(int... expected) {
        return Arrays.equals(shape, Arrays.stream(expected).asLongStream().toArray());
    }

    /** Number of elements of a tensor of 32-bit floats. */
    public long floats() {
        return (end - begin) / Float.BYTES;
    }
}
