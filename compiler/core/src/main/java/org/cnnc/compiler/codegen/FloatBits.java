package org.cnnc.compiler.codegen;

/** The parts of a float's representation (IEEE 754 binary32). */
final class FloatBits {
    static final int MANTISSA_BITS = 23;
    static final int MANTISSA = (1 << MANTISSA_BITS) - 1;
    /** The bits of 1. */
    static final int ONE = 127 << MANTISSA_BITS;
    /** The bits of 2^23: or-ing a small number into them gives the float 2^23 plus that number. */
    static final int TWO_TO_23 = 0x4B000000;
    /** 2^23 and the exponent's bias, to be taken off again. */
    static final float TWO_TO_23_AND_BIAS = 0x1p23f + 127;

    private FloatBits() {}
}
