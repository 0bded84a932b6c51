package org.cnnc.compiler.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Elementary functions in float arithmetic, as kernels compute them, against Java's own or a series in decimal. */
class ElementaryTest {
    /** Arguments, inclusive, and the largest error allowed. @param relative to the result, else absolute */
    private record Bound(double from, double to, double error, boolean relative) {}

    private static void check(UnaryOperator<Expr> function, DoubleUnaryOperator oracle, Bound bound) {
        int steps = 4000;
        for (int i = 0; i <= steps; i++) {
            float x = (float) (bound.from + (bound.to - bound.from) * i / steps);
            double expected = oracle.applyAsDouble(x);
            double error = Math.abs(value(function.apply(Expr.constant(x))) - expected);
            assertThat(error).as("of %s: %s", x, expected).isLessThanOrEqualTo(bound.error * (bound.relative ? Math.abs(expected) : 1));
        }
    }

    @Test
    void exponentials() {
        check(Elementary::exp, Math::exp, new Bound(-80, 80, 4e-7, true));
        check(Elementary::expMinusOne, Math::expm1, new Bound(-1, 1, 5e-7, true));
        check(Elementary::expMinusOne, Math::expm1, new Bound(-80, 1, 2e-7, false));
    }

    @Test
    void logarithms() {
        check(Elementary::log, Math::log, new Bound(1.5, 1e6, 3e-7, true));
        check(Elementary::logOnePlus, Math::log1p, new Bound(0, 1, 4e-7, true));
    }

    @Test
    void sigmoids() {
        check(Elementary::sigmoid, x -> 1 / (1 + Math.exp(-x)), new Bound(-20, 20, 6e-7, true));
        check(Elementary::tanh, Math::tanh, new Bound(-10, 10, 5e-7, true));
    }

    @Test
    void errorFunction() {
        check(Elementary::erf, x -> ElementaryTest.erf(new BigDecimal(x)), new Bound(-6, 6, 2e-7, false));
        check(Elementary::erf, x -> ElementaryTest.erf(new BigDecimal(x)), new Bound(-1, 1, 4e-7, true));
    }

    /** 2 / sqrt(pi) sum_n (-1)^n x^(2n + 1) / (n! (2n + 1)), in 60 digits, which its cancellation at 6 leaves enough of. */
    private static double erf(BigDecimal x) {
        MathContext digits = new MathContext(60);
        BigDecimal square = x.multiply(x, digits);
        BigDecimal power = x;
        BigDecimal sum = BigDecimal.ZERO;
        for (int n = 0; n < 200; n++) {
            sum = sum.add(power.divide(BigDecimal.valueOf(2L * n + 1), digits), digits);
            power = power.multiply(square, digits).divide(BigDecimal.valueOf(-(n + 1L)), digits);
        }
        return 2 / Math.sqrt(Math.PI) * sum.doubleValue();
    }

    /** An expression without loads, in float arithmetic. */
    private static float value(Expr expr) {
        return switch (expr) {
            case Expr.Constant(float value) -> value;
            case Expr.Unary(Expr.UnaryOp op, Expr x) -> unary(op, value(x));
            case Expr.Binary(Expr.BinaryOp op, Expr x, Expr y) -> binary(op, value(x), value(y));
            case Expr.Fma(Expr x, Expr y, Expr z) -> Math.fma(value(x), value(y), value(z));
            case Expr.Select(Expr.Comparison comparison, Expr x, Expr y, Expr then, Expr otherwise) -> {
                boolean holds = comparison == Expr.Comparison.LESS ? value(x) < value(y) : value(x) == value(y);
                yield value(holds ? then : otherwise);
            }
            case Expr.Load _, Expr.Accumulator _, Expr.Index _, Expr.Hyper _, Expr.Uniform _ ->
                throw new IllegalArgumentException(expr + " has no value by itself");
        };
    }

    private static float unary(Expr.UnaryOp op, float x) {
        return switch (op) {
            case NEGATE -> -x;
            case ABS -> Math.abs(x);
            case SQRT -> (float) Math.sqrt(x);
            case POWER_OF_TWO -> Float.intBitsToFloat((Float.floatToRawIntBits(x) + 127) << 23);
            case EXPONENT -> Math.getExponent(x);
            case MANTISSA -> x / Math.scalb(1f, Math.getExponent(x));
        };
    }

    private static float binary(Expr.BinaryOp op, float x, float y) {
        return switch (op) {
            case ADD -> x + y;
            case SUBTRACT -> x - y;
            case MULTIPLY -> x * y;
            case DIVIDE -> x / y;
            case MAX -> Math.max(x, y);
            case MIN -> Math.min(x, y);
        };
    }
}
