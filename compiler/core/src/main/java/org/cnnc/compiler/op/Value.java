package org.cnnc.compiler.op;

import org.cnnc.compiler.tensor.TensorType;

/** A tensor of a graph. Identified by {@code id}, unique in its graph. */
public record Value(int id, String name, TensorType type, Kind kind) {
    /** Where a value comes from. */
    public enum Kind {
        INPUT,
        TARGET,
        SAMPLE_WEIGHT,
        /** A tensor that the optimizer moves. */
        PARAMETER,
        /** A tensor that lies with the parameters and that the optimizer leaves alone. */
        STATE,
        RESULT
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Value value && value.id == id;
    }

    @Override
    public int hashCode() {
        return id;
    }
}
