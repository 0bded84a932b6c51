package org.cnnc.compiler.kernel;

import org.cnnc.compiler.tensor.TensorType;

/** A tensor that nests read and write, before it has a place in memory. Identified by {@code id}. */
public record Operand(int id, String name, TensorType type) {
    /** Number of indices of an element: the axes of the shape, and the sample first where it is batched. */
    public int rank() {
        return type.shape().rank() + (type.batched() ? 1 : 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Operand operand && operand.id == id;
    }

    @Override
    public int hashCode() {
        return id;
    }

    @Override
    public String toString() {
        return name;
    }
}
