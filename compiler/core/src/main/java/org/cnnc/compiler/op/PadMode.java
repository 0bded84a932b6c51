package org.cnnc.compiler.op;

import java.util.Locale;

/** What stands in the padding of a convolution (PyTorch's {@code padding_mode}). */
public enum PadMode {
    /** Zeros. */
    ZEROS,
    /** The cell at the edge, again and again. */
    REPLICATE,
    /** The input mirrored at its edge cells, which occur once. */
    REFLECT,
    /** The input's other end. */
    CIRCULAR;

    static ArgumentType type() {
        return ArgumentType.choice("zeros", "replicate", "reflect", "circular");
    }

    static PadMode of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The most cells of padding beside an input of this extent. */
    int most(int input) {
        return switch (this) {
            case ZEROS, REPLICATE -> Integer.MAX_VALUE;
            case REFLECT -> input - 1;
            case CIRCULAR -> input;
        };
    }

    /** The cell of the input that stands at a position, which may be in the padding; not for zeros. */
    int source(int position, int input) {
        return switch (this) {
            case ZEROS -> throw new IllegalArgumentException("zeros are no cells of the input");
            case REPLICATE -> Math.clamp(position, 0, input - 1);
            case REFLECT -> position < 0 ? -position : position < input ? position : 2 * (input - 1) - position;
            case CIRCULAR -> Math.floorMod(position, input);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
