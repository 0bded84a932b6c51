package org.cnnc.compiler.kernel;

import java.util.function.Consumer;

/**
 * A number that all parameters share in a step of training, such as a rate corrected by the number of steps: computed
 * once before the step, in double precision, and rounded to a float at the end.
 */
public sealed interface Scalar {
    record Constant(double value) implements Scalar {}

    /** What the train section sets, such as {@code lr}; it may change from step to step. */
    record Setting(String name) implements Scalar {}

    /** The number of the step: 1 for the first. */
    record Step() implements Scalar {}

    /** The L2 norm of the gradients of all parameters that the optimizer moves. */
    record GradientNorm() implements Scalar {}

    record Root(Scalar x) implements Scalar {}

    record Binary(Operator operator, Scalar x, Scalar y) implements Scalar {}

    /** The product of what a factor was in each step so far, this one included. The factor has no product in it. */
    record Product(Scalar factor) implements Scalar {}

    enum Operator { ADD, SUBTRACT, MULTIPLY, DIVIDE, MIN, POWER }

    static Scalar constant(double value) {
        return new Constant(value);
    }

    static Scalar setting(String name) {
        return new Setting(name);
    }

    static Scalar step() {
        return new Step();
    }

    default Scalar plus(Scalar other) {
        return new Binary(Operator.ADD, this, other);
    }

    default Scalar minus(Scalar other) {
        return new Binary(Operator.SUBTRACT, this, other);
    }

    default Scalar times(Scalar other) {
        return new Binary(Operator.MULTIPLY, this, other);
    }

    default Scalar over(Scalar other) {
        return new Binary(Operator.DIVIDE, this, other);
    }

    default Scalar min(Scalar other) {
        return new Binary(Operator.MIN, this, other);
    }

    default Scalar power(Scalar exponent) {
        return new Binary(Operator.POWER, this, exponent);
    }

    default Scalar root() {
        return new Root(this);
    }

    /** 1 - x. */
    default Scalar complement() {
        return constant(1).minus(this);
    }

    default Scalar negated() {
        return constant(0).minus(this);
    }

    /** Visits every part, the whole before its parts. */
    default void visit(Consumer<Scalar> visitor) {
        visitor.accept(this);
        switch (this) {
            case Constant _, Setting _, Step _, GradientNorm _ -> {}
            case Root(Scalar x) -> x.visit(visitor);
            case Product(Scalar factor) -> factor.visit(visitor);
            case Binary(Operator _, Scalar x, Scalar y) -> {
                x.visit(visitor);
                y.visit(visitor);
            }
        }
    }
}
