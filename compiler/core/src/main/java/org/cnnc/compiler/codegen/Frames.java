package org.cnnc.compiler.codegen;

import org.cnnc.compiler.kernel.Space;

/** The fields of {@link org.cnnc.runtime.Frame} that hold the arrays of a run. */
final class Frames {
    private Frames() {}

    static String field(Space space) {
        return switch (space) {
            case PARAMETERS -> "parameters";
            case PREPARED -> "prepared";
            case GRADIENTS -> "gradients";
            case SUMS -> "sums";
            case ARENA -> "arena";
            case IO -> "io";
            case SCRATCH -> "scratch";
            case STATE -> throw new IllegalStateException("optimizer state is not part of a run");
        };
    }
}
