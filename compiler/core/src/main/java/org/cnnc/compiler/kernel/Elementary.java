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

    /** e^x - 1: where |x| is below 0.35, where that cancels, the Taylor polynomial up to x^8 (error below 1e-9 of the result). */
    public static Expr expMinusOne(Expr x) {
        Expr series = constant(1.0 / 40320);
        for (double factorial : new double[] {5040, 720, 120, 24, 6, 2, 1}) series = fma(series, x, constant(1 / factorial));
        Expr size = new Expr.Unary(Expr.UnaryOp.ABS, x);
        return ifLess(size, constant(0.35), multiply(series, x), subtract(exp(x), ONE));
    }

    /** log(1 + x) for x on [0, 1]: 2 (s + s^3/3 + ... + s^13/13) with s = x / (2 + x) (error below 2e-8 of the result). */
    public static Expr logOnePlus(Expr x) {
        Expr s = divide(x, add(constant(2), x));
        Expr square = multiply(s, s);
        Expr series = constant(2.0 / 13);
        for (double odd : new double[] {11, 9, 7, 5, 3, 1}) series = fma(series, square, constant(2 / odd));
        return multiply(series, s);
    }

    /**
     * The error function: below 1 its Taylor polynomial up to x^19 (error below 2e-8), above it 1 - e^-x^2 P(t) with t =
     * 1 / (1 + x / 2) and P the polynomial of degree 6 that approximates e^x^2 erfc x best on [1, 4] (error below 3e-9);
     * from 4 on erfc x, at most 1.6e-8, is what it is at 4.
     */
    public static Expr erf(Expr x) {
        Expr size = new Expr.Unary(Expr.UnaryOp.ABS, x);
        Expr bounded = Expr.min(size, constant(4));
        Expr t = divide(ONE, fma(bounded, constant(0.5), ONE));
        Expr fraction = constant(-0.0536304280769);
        double[] fit = {-0.0570651999639, 0.403495053341, 0.101495412443, 0.330757133703, 0.273634340084, 0.000605118390967};
        for (double coefficient : fit) fraction = fma(fraction, t, constant(coefficient));
        Expr power = exp(new Expr.Unary(Expr.UnaryOp.NEGATE, multiply(bounded, bounded)));
        Expr large = subtract(ONE, multiply(power, fraction));
        Expr signed = ifLess(x, constant(0), new Expr.Unary(Expr.UnaryOp.NEGATE, large), large);
        Expr square = multiply(x, x);
        Expr series = constant(taylorOfErf(9));
        for (int n = 8; n >= 0; n--) series = fma(series, square, constant(taylorOfErf(n)));
        return ifLess(size, ONE, multiply(series, x), signed);
    }

    /** The coefficient of x^(2n + 1): 2 / sqrt(pi) (-1)^n / (n! (2n + 1)). */
    private static double taylorOfErf(int n) {
        double coefficient = 2 / Math.sqrt(Math.PI) / (2 * n + 1);
        for (int i = 1; i <= n; i++) coefficient /= -i;
        return coefficient;
    }
}
