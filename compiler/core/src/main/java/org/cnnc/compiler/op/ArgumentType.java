package org.cnnc.compiler.op;

import java.util.List;

/** What an argument may be. Each names the Java type under which {@link Arguments} holds it. */
public sealed interface ArgumentType {
    /** A whole number, as Integer. */
    record Count(int min, int max) implements ArgumentType {}

    /** A number, as Double; the bounds are inclusive unless said. */
    record Number(double min, double max) implements ArgumentType {}

    /** A number, or the word {@code learned}, as OptionalDouble, which is empty for the word; the bounds are inclusive. */
    record Learnable(double min, double max) implements ArgumentType {}

    /** {@code true} or {@code false}, as Boolean. */
    record Flag() implements ArgumentType {}

    /** One of several words, as String. */
    record Choice(List<String> values) implements ArgumentType {}

    /** {@code 3} or {@code 5x5}, as {@link Extent}; each number at least {@code min}. */
    record ExtentType(int min) implements ArgumentType {}

    /** A number, an extent, or {@code (top, left, bottom, right)}, as {@link Padding}. */
    record PaddingType() implements ArgumentType {}

    /** The same, or {@code same}, as {@link WindowPadding}. */
    record WindowPaddingType() implements ArgumentType {}

    /** An initialiser, as {@code org.cnnc.compiler.init.Init}. */
    record InitType() implements ArgumentType {}

    /** The name of an activation layer, with its arguments if any, as {@link Layer}. */
    record ActivationType() implements ArgumentType {}

    /**
     * The name of a tensor, as String. The layer reads that tensor as a data input, behind its others in the order of
     * its arguments.
     */
    record TensorName() implements ArgumentType {}

    /** Numbers of axes, counted from 0, such as {@code (1, 0)}, as a list of Integer. */
    record Axes() implements ArgumentType {}

    /** Numbers in parentheses, such as {@code (1, 0.5)}, as a list of Double; the bounds of each are inclusive. */
    record Numbers(double min, double max) implements ArgumentType {}

    /** A string, as String. */
    record Text() implements ArgumentType {}

    static ArgumentType count() {
        return new Count(1, Integer.MAX_VALUE);
    }

    static ArgumentType count(int min) {
        return new Count(min, Integer.MAX_VALUE);
    }

    static ArgumentType number(double min, double max) {
        return new Number(min, max);
    }

    static ArgumentType flag() {
        return new Flag();
    }

    static ArgumentType choice(String... values) {
        return new Choice(List.of(values));
    }

    static ArgumentType extent() {
        return new ExtentType(1);
    }
}
