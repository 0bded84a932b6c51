package org.cnnc.compiler.optimizer;

/**
 * An array of optimizer state: a number a parameter.
 *
 * @param name what it holds
 */
public record StateArray(String name, Start start) {
    /** What the numbers are before the first step. */
    public sealed interface Start {
        record Value(double value) implements Start {}

        /** Each the parameter itself. */
        record Parameters() implements Start {}
    }

    static StateArray zeros(String name) {
        return filled(name, 0);
    }

    static StateArray filled(String name, double value) {
        return new StateArray(name, new Start.Value(value));
    }

    static StateArray likeParameters(String name) {
        return new StateArray(name, new Start.Parameters());
    }
}
