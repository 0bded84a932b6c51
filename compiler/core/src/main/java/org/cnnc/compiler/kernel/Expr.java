package org.cnnc.compiler.kernel;

import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A scalar expression: what a kernel computes per element. */
public sealed interface Expr {
    record Constant(float value) implements Expr {}

    record Load(Access access) implements Expr {}

    /** The reduced value, in the result of a nest with a reduction. @param point the point of a tile; 0 before tiling */
    record Accumulator(int point) implements Expr {}

    /** An index as a number. */
    record Index(Affine value) implements Expr {}

    /** A number that the caller gives at run time, such as the learning rate. */
    record Hyper(int index, String name) implements Expr {}

    record Unary(UnaryOp op, Expr x) implements Expr {}

    record Binary(BinaryOp op, Expr x, Expr y) implements Expr {}

    /** {@code x * y + z}, rounded once. */
    record Fma(Expr x, Expr y, Expr z) implements Expr {}

    /** {@code x < y ? then : otherwise} and the like; a NaN compares false. */
    record Select(Comparison comparison, Expr x, Expr y, Expr then, Expr otherwise) implements Expr {}

    /** A random number on [0, 1) by counter: see {@link org.cnnc.runtime.CounterRandom#uniform}. */
    record Uniform(Key key, int stream, Affine index) implements Expr {}

    /** What random numbers are drawn by; see {@link org.cnnc.runtime.Frame}. */
    enum Key {
        /** Each block of samples has its own. */
        BLOCK("randomKey"),
        /** All blocks of a step share one. */
        STEP("stepKey");

        private final String field;

        Key(String field) {
            this.field = field;
        }

        /** Name of the frame's field that holds it. */
        public String field() {
            return field;
        }
    }

    enum UnaryOp {
        NEGATE,
        ABS,
        SQRT,
        /** 2^n for a number of the form n + 1.5 * 2^23: the low bits of its representation hold n. */
        POWER_OF_TWO,
        /** The exponent e of x = m * 2^e with m on [1, 2), as a number; x positive and normal. */
        EXPONENT,
        /** The mantissa m of x = m * 2^e, on [1, 2). */
        MANTISSA
    }

    enum BinaryOp { ADD, SUBTRACT, MULTIPLY, DIVIDE, MAX, MIN }

    enum Comparison { LESS, EQUAL }

    /** The reduced value. */
    static Expr accumulator() {
        return new Accumulator(0);
    }

    static Expr constant(double value) {
        return new Constant((float) value);
    }

    static Expr add(Expr x, Expr y) {
        return new Binary(BinaryOp.ADD, x, y);
    }

    static Expr subtract(Expr x, Expr y) {
        return new Binary(BinaryOp.SUBTRACT, x, y);
    }

    static Expr multiply(Expr x, Expr y) {
        return new Binary(BinaryOp.MULTIPLY, x, y);
    }

    static Expr divide(Expr x, Expr y) {
        return new Binary(BinaryOp.DIVIDE, x, y);
    }

    static Expr sqrt(Expr x) {
        return new Unary(UnaryOp.SQRT, x);
    }

    static Expr max(Expr x, Expr y) {
        return new Binary(BinaryOp.MAX, x, y);
    }

    static Expr min(Expr x, Expr y) {
        return new Binary(BinaryOp.MIN, x, y);
    }

    static Expr fma(Expr x, Expr y, Expr z) {
        return new Fma(x, y, z);
    }

    /** {@code x < y ? then : otherwise}. */
    static Expr ifLess(Expr x, Expr y, Expr then, Expr otherwise) {
        return new Select(Comparison.LESS, x, y, then, otherwise);
    }

    /** {@code x == y ? then : otherwise}. */
    static Expr ifEqual(Expr x, Expr y, Expr then, Expr otherwise) {
        return new Select(Comparison.EQUAL, x, y, then, otherwise);
    }

    /** The same expression with every part replaced, parts first. */
    default Expr map(UnaryOperator<Expr> change) {
        Expr inner = switch (this) {
            case Constant _, Load _, Accumulator _, Index _, Hyper _, Uniform _ -> this;
            case Unary(UnaryOp op, Expr x) -> new Unary(op, x.map(change));
            case Binary(BinaryOp op, Expr x, Expr y) -> new Binary(op, x.map(change), y.map(change));
            case Fma(Expr x, Expr y, Expr z) -> new Fma(x.map(change), y.map(change), z.map(change));
            case Select(Comparison c, Expr x, Expr y, Expr then, Expr otherwise) ->
                new Select(c, x.map(change), y.map(change), then.map(change), otherwise.map(change));
        };
        return change.apply(inner);
    }

    /** The same expression with every index and address rewritten. */
    default Expr mapAffine(UnaryOperator<Affine> change) {
        return map(part -> switch (part) {
            case Load(Access.Element(Operand operand, var index)) ->
                new Load(new Access.Element(operand, index.stream().map(change).toList()));
            case Load(Access.Address(Space space, Affine offset)) ->
                new Load(new Access.Address(space, change.apply(offset)));
            case Index(Affine value) -> new Index(change.apply(value));
            case Uniform(Key key, int stream, Affine index) -> new Uniform(key, stream, change.apply(index));
            case Constant _, Accumulator _, Hyper _, Unary _, Binary _, Fma _, Select _ -> part;
        });
    }

    /** Visits every part, parts before the whole. */
    default void visit(java.util.function.Consumer<Expr> visitor) {
        switch (this) {
            case Constant _, Load _, Accumulator _, Index _, Hyper _, Uniform _ -> {}
            case Unary(UnaryOp _, Expr x) -> x.visit(visitor);
            case Binary(BinaryOp _, Expr x, Expr y) -> {
                x.visit(visitor);
                y.visit(visitor);
            }
            case Fma(Expr x, Expr y, Expr z) -> {
                x.visit(visitor);
                y.visit(visitor);
                z.visit(visitor);
            }
            case Select(Comparison _, Expr x, Expr y, Expr then, Expr otherwise) -> {
                x.visit(visitor);
                y.visit(visitor);
                then.visit(visitor);
                otherwise.visit(visitor);
            }
        }
        visitor.accept(this);
    }

    /** How many parts it has, one that occurs twice counted twice: what walking through it takes. */
    default long size() {
        long[] size = {0};
        visit(_ -> size[0]++);
        return size[0];
    }

    /** How often a part occurs in it. */
    default long count(Expr wanted) {
        long[] count = {0};
        visit(part -> {
            if (part.equals(wanted)) count[0]++;
        });
        return count[0];
    }

    /** Its different parts, itself included: what computing it takes. */
    default Set<Expr> parts() {
        Set<Expr> parts = new HashSet<>();
        visit(parts::add);
        return parts;
    }
}
