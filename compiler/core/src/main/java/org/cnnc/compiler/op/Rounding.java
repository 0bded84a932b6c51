package org.cnnc.compiler.op;

/** What becomes of a last step of a window that would not be a whole one. */
public enum Rounding {
    /** It is left out: every window lies within the padded input. */
    FLOOR,
    /** It is taken, and reaches beyond the padding, unless its window would start behind the input (PyTorch). */
    CEIL;

    /** A pooling's {@code ceil}. */
    static Rounding ofCeil(boolean ceil) {
        return ceil ? CEIL : FLOOR;
    }

    /** The quotient, rounded. */
    long divide(long dividend, long divisor) {
        return switch (this) {
            case FLOOR -> Math.floorDiv(dividend, divisor);
            case CEIL -> Math.ceilDiv(dividend, divisor);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
