package org.cnnc.compiler.kernel;

/** A loop of a nest: its name, unique within the nest, and its trip count. */
public record Axis(String name, int extent) {
    @Override
    public String toString() {
        return name + ":" + extent;
    }
}
