package org.cnnc.compiler.optimizer;

/**
 * An array of optimizer state: a number a parameter.
 *
 * @param name what it holds
 * @param start what each number is before the first step
 */
public record StateArray(String name, double start) {
    static StateArray zeros(String name) {
        return new StateArray(name, 0);
    }
}
