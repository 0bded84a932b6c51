package org.cnnc.compiler.schedule;

import org.cnnc.compiler.tensor.Shape;

/** Deals out the places of {@link org.cnnc.runtime.Frame#io}: one region per input, target and output. */
final class IoLayout {
    private static final int ALIGNMENT = 16;

    private final int block;
    private int length;

    IoLayout(int block) {
        this.block = block;
    }

    /** Where a block of samples of that shape starts. @throws ArithmeticException when it fits no array */
    int reserve(Shape shape) {
        int start = length;
        int floats = Math.multiplyExact(Math.toIntExact(shape.elements()), block);
        length = Math.addExact(length, Math.addExact(floats, ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        return start;
    }

    int length() {
        return length;
    }
}
