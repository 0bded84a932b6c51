package org.cnnc.compiler.codegen;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Expr;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Emits expressions, each as a float or, where it differs from lane to lane, as a vector. What occurs more than once
 * in a scope, within one expression or in several, is computed once and kept in a local.
 */
final class Expressions {
    /** What expressions are emitted against: the addresses and values of the place where they stand. */
    interface Surroundings {
        /** Whether an address runs along the lanes of a vector. */
        boolean alongLanes(Access.Address address);

        /** Leaves array and offset on the stack. */
        void address(Access.Address address);

        /** Leaves an index on the stack, as an int. */
        void index(org.cnnc.compiler.kernel.Affine value);

        /** Leaves the mask of the lanes in use on the stack. */
        Runnable mask();

        Code.Local accumulator(int point);

        boolean accumulatorIsVector();

        Code.Local hyper();

        Code.Local key(Expr.Key key);
    }

    private static final ScalarArithmetic SCALAR = new ScalarArithmetic();

    private final Code code;
    private final VectorArithmetic vectors;
    private final Surroundings surroundings;
    private final Map<Expr, Integer> uses = new HashMap<>();
    private final Map<Expr, Code.Local> kept = new HashMap<>();
    private final Map<Expr, Code.Local> keptBroadcasts = new HashMap<>();
    private final Map<Expr, Boolean> vectorOf = new HashMap<>();

    /**
     * A scope: the expressions that will be emitted in it.
     *
     * @param vectors null in scalar code
     */
    Expressions(Code code, VectorArithmetic vectors, Surroundings surroundings, List<Expr> scope) {
        this.code = code;
        this.vectors = vectors;
        this.surroundings = surroundings;
        scope.forEach(this::count);
    }

    private void count(Expr expr) {
        if (uses.merge(expr, 1, Integer::sum) > 1) return;
        children(expr).forEach(this::count);
    }

    private static List<Expr> children(Expr expr) {
        return switch (expr) {
            case Expr.Constant _, Expr.Load _, Expr.Accumulator _, Expr.Index _, Expr.Hyper _, Expr.Uniform _ ->
                List.of();
            case Expr.Unary(var _, Expr x) -> List.of(x);
            case Expr.Binary(var _, Expr x, Expr y) -> List.of(x, y);
            case Expr.Fma(Expr x, Expr y, Expr z) -> List.of(x, y, z);
            case Expr.Select(var _, Expr x, Expr y, Expr then, Expr otherwise) -> List.of(x, y, then, otherwise);
        };
    }

    /** Whether the value differs from lane to lane. */
    boolean isVector(Expr expr) {
        Boolean known = vectorOf.get(expr);
        if (known != null) return known;
        boolean vector = switch (expr) {
            case Expr.Load(Access access) -> vectors != null && surroundings.alongLanes(access.address());
            case Expr.Accumulator _ -> surroundings.accumulatorIsVector();
            case Expr.Constant _, Expr.Index _, Expr.Hyper _, Expr.Uniform _ -> false;
            case Expr.Unary _, Expr.Binary _, Expr.Fma _, Expr.Select _ ->
                children(expr).stream().anyMatch(this::isVector);
        };
        vectorOf.put(expr, vector);
        return vector;
    }

    /** Leaves the value on the stack as a vector. */
    void vector(Expr expr) {
        if (isVector(expr)) {
            value(expr);
            return;
        }
        Code.Local local = keptBroadcasts.get(expr);
        if (local != null) {
            code.load(local);
            return;
        }
        vectors.broadcast(code, () -> value(expr));
        if (uses.getOrDefault(expr, 0) > 1) {
            local = code.storeNew(vectors.type());
            keptBroadcasts.put(expr, local);
            code.load(local);
        }
    }

    /** Leaves the value on the stack as a float. */
    void scalar(Expr expr) {
        if (isVector(expr)) throw new IllegalStateException("differs from lane to lane: " + expr);
        value(expr);
    }

    private void value(Expr expr) {
        Code.Local local = kept.get(expr);
        if (local != null) {
            code.load(local);
            return;
        }
        emit(expr);
        boolean atHand = expr instanceof Expr.Constant || expr instanceof Expr.Accumulator;
        if (!atHand && uses.getOrDefault(expr, 0) > 1) {
            local = code.storeNew(isVector(expr) ? vectors.type() : Type.FLOAT_TYPE);
            kept.put(expr, local);
            code.load(local);
        }
    }

    private void emit(Expr expr) {
        boolean vector = isVector(expr);
        Arithmetic arithmetic = vector ? vectors : SCALAR;
        switch (expr) {
            case Expr.Constant(float value) -> code.push(value);
            case Expr.Load(Access access) -> load(access.address(), vector);
            case Expr.Accumulator(int point) -> code.load(surroundings.accumulator(point));
            case Expr.Index(var index) -> {
                surroundings.index(index);
                code.op(Opcodes.I2F);
            }
            case Expr.Hyper(int index, String _) -> {
                code.load(surroundings.hyper());
                code.push(index);
                code.op(Opcodes.FALOAD);
            }
            case Expr.Uniform(Expr.Key key, int stream, var index) -> {
                code.load(surroundings.key(key));
                code.push(stream);
                surroundings.index(index);
                code.invokeStatic(
                        Types.name(org.cnnc.runtime.CounterRandom.class),
                        "uniform",
                        Type.FLOAT_TYPE,
                        Type.LONG_TYPE,
                        Type.INT_TYPE,
                        Type.INT_TYPE);
            }
            case Expr.Unary(Expr.UnaryOp op, Expr x) -> {
                operand(x, vector);
                arithmetic.unary(code, op);
            }
            case Expr.Binary(Expr.BinaryOp op, Expr x, Expr y) -> {
                operand(x, vector);
                operand(y, vector);
                arithmetic.binary(code, op);
            }
            case Expr.Fma(Expr x, Expr y, Expr z) -> {
                operand(x, vector);
                operand(y, vector);
                operand(z, vector);
                arithmetic.fma(code);
            }
            case Expr.Select(Expr.Comparison comparison, Expr x, Expr y, Expr then, Expr otherwise) ->
                arithmetic.select(
                        code,
                        comparison,
                        () -> operand(x, vector),
                        () -> operand(y, vector),
                        () -> operand(then, vector),
                        () -> operand(otherwise, vector));
        }
    }

    private void operand(Expr expr, boolean vector) {
        if (vector) vector(expr);
        else scalar(expr);
    }

    private void load(Access.Address address, boolean vector) {
        if (vector) {
            vectors.load(code, () -> surroundings.address(address), surroundings.mask());
        } else {
            surroundings.address(address);
            code.op(Opcodes.FALOAD);
        }
    }
}
