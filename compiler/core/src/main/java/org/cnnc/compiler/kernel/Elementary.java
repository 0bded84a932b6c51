package org.cnnc.compiler.kernel;

import static org.cnnc.compiler.kernel.Expr.add;
import static org.cnnc.compiler.kernel.Expr.constant;
import static org.cnnc.compiler.kernel.Expr.divide;
import static org.cnnc.compiler.kernel.Expr.fma;
import static org.cnnc.compiler.kernel.Expr.ifLess;
import static org.cnnc.compiler.kernel.Expr.multiply;
import static org.cnnc.compiler.kernel.Expr.subtract;

/**
 * Elementary functions out of arithmetic that every target rounds alike, so that an interpreted, a compiled and
 * a vectorised loop give the same bits (the JVM's own vector functions do not promise that).
 */
public final class Elementary {
    /** Adding it to a small number rounds that to a whole one, which the low bits of the sum then hold. */
    private static final Expr ROUNDING = constant(0x1.8p23);

    private static final Expr ONE = constant(1);

    private Elementary() {}

    /**
     * e^x as 2^n * e^r with n = round(x / ln 2) and |r| at most ln 2 / 2, e^r by its Taylor polynomial of degree
     * 7 (error below 1e-8). Below -87 it gives e^-87, above 88 e^88; NaN stays NaN.
     */
    public static Expr exp(Expr x) {
        Expr bounded = ifLess(x, constant(-87), constant(-87), ifLess(constant(88), x, constant(88), x));
        Expr shifted = fma(bounded, constant(1 / Math.log(2)), ROUNDING);
        Expr n = subtract(shifted, ROUNDING);
        // ln 2 in two parts, the first short enough for an exact product with n.
        float high = 0x1.62ep-1f;
        Expr r = fma(n, constant(-(Math.log(2) - high)), fma(n, constant(-high), bounded));
        Expr polynomial = constant(1.0 / 5040);
        for (double factorial : new double[] {720, 120, 24, 6, 2, 1, 1}) {
            polynomial = fma(polynomial, r, constant(1 / factorial));
        }
        return multiply(polynomial, new Expr.Unary(Expr.UnaryOp.POWER_OF_TWO, shifted));
    }

    /**
     * The natural logarithm of a positive, normal number: e ln 2 + ln m with m on [sqrt 1/2, sqrt 2), and ln m =
     * 2 (s + s^3/3 + s^5/5 + ...) with s = (m - 1) / (m + 1) (error below 1e-9).
     */
    public static Expr log(Expr x) {
        Expr mantissa = new Expr.Unary(Expr.UnaryOp.MANTISSA, x);
        Expr exponent = new Expr.Unary(Expr.UnaryOp.EXPONENT, x);
        Expr root = constant(Math.sqrt(2));
        Expr m = ifLess(mantissa, root, mantissa, multiply(mantissa, constant(0.5)));
        Expr e = ifLess(mantissa, root, exponent, add(exponent, ONE));
        Expr s = divide(subtract(m, ONE), add(m, ONE));
        Expr square = multiply(s, s);
        Expr series = constant(2.0 / 9);
        for (double odd : new double[] {7, 5, 3, 1}) series = fma(series, square, constant(2 / odd));
        return fma(e, constant(Math.log(2)), multiply(series, s));
    }

    /** x^exponent of a positive, normal number. */
    public static Expr power(Expr x, double exponent) {
        return exp(multiply(log(x), constant(exponent)));
    }

    /** 1 / (1 + e^-x). */
    public static Expr sigmoid(Expr x) {
        return divide(ONE, add(ONE, exp(new Expr.Unary(Expr.UnaryOp.NEGATE, x))));
    }

    /**
     * tanh x: 1 - 2 / (e^2|x| + 1) with the sign of x; where |x| is below 0.35, where that cancels, the Taylor
     * polynomial up to x^13.
     */
    public static Expr tanh(Expr x) {
        Expr size = new Expr.Unary(Expr.UnaryOp.ABS, x);
        Expr large = subtract(ONE, divide(constant(2), add(exp(add(size, size)), ONE)));
        Expr signed = ifLess(x, constant(0), new Expr.Unary(Expr.UnaryOp.NEGATE, large), large);
        Expr square = multiply(x, x);
        Expr series = constant(21844.0 / 6081075);
        double[] coefficients = {-1382.0 / 155925, 62.0 / 2835, -17.0 / 315, 2.0 / 15, -1.0 / 3, 1};
        for (double coefficient : coefficients) series = fma(series, square, constant(coefficient));
        return ifLess(size, constant(0.35), multiply(series, x), signed);
    }
}
