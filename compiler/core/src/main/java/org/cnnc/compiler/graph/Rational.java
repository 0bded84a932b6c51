package org.cnnc.compiler.graph;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * An exact number: a quotient of whole numbers in lowest terms, the denominator positive. Numbers beyond
 * {@value #MAX_BITS} bits are refused with an ArithmeticException, so that no expression can fill the memory.
 */
public record Rational(BigInteger numerator, BigInteger denominator) implements Comparable<Rational> {
    public static final int MAX_BITS = 4096;
    public static final Rational ONE = of(1);
    private static final int LEGIBLE_BITS = 40;
    private static final MathContext ABOVE_DOUBLE = new MathContext(40);

    public Rational {
        if (denominator.signum() == 0) throw new ArithmeticException("division by zero");
        BigInteger divisor = numerator.gcd(denominator);
        if (denominator.signum() < 0) divisor = divisor.negate();
        numerator = numerator.divide(divisor);
        denominator = denominator.divide(divisor);
        if (Math.max(numerator.bitLength(), denominator.bitLength()) > MAX_BITS) throw new ArithmeticException("number too large");
    }

    public static Rational of(long value) {
        return new Rational(BigInteger.valueOf(value), BigInteger.ONE);
    }

    public static Rational of(BigDecimal value) {
        return new Rational(value.unscaledValue(), BigInteger.ONE).times(new Rational(BigInteger.TEN, BigInteger.ONE).power(-value.scale()));
    }

    public boolean isWhole() {
        return denominator.equals(BigInteger.ONE);
    }

    public boolean isZero() {
        return numerator.signum() == 0;
    }

    public Rational plus(Rational other) {
        return new Rational(numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    public Rational negate() {
        return new Rational(numerator.negate(), denominator);
    }

    public Rational minus(Rational other) {
        return plus(other.negate());
    }

    public Rational times(Rational other) {
        return new Rational(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /** The exact quotient. @throws ArithmeticException when {@code other} is zero */
    public Rational over(Rational other) {
        return new Rational(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    /** What is left of whole multiples of {@code other}: {@code this - other * floor(this / other)}. */
    public Rational remainder(Rational other) {
        return minus(other.times(over(other).floor()));
    }

    /** Exact for whole exponents; in double precision for others. */
    public Rational power(Rational exponent) {
        if (exponent.isWhole() && exponent.numerator.bitLength() < 31) return power(exponent.numerator.intValue());
        return approximately(Math.pow(toDouble(), exponent.toDouble()));
    }

    private Rational power(int exponent) {
        long bits = (long) Math.max(numerator.bitLength(), denominator.bitLength()) * Math.abs((long) exponent);
        boolean unit = numerator.abs().bitLength() <= 1 && isWhole();
        if (bits > 2L * MAX_BITS && !unit) throw new ArithmeticException("number too large");
        if (unit) return isZero() && exponent < 0 ? over(this) : isZero() && exponent > 0 ? this : ONE.signed(exponent % 2 != 0 && numerator.signum() < 0);
        Rational power = new Rational(numerator.pow(Math.abs(exponent)), denominator.pow(Math.abs(exponent)));
        return exponent < 0 ? ONE.over(power) : power;
    }

    private Rational signed(boolean negative) {
        return negative ? negate() : this;
    }

    /** Exact where the root is rational. @throws ArithmeticException for negative numbers */
    public Rational squareRoot() {
        if (numerator.signum() < 0) throw new ArithmeticException("root of a negative number");
        BigInteger top = numerator.sqrt();
        BigInteger bottom = denominator.sqrt();
        Rational root = new Rational(top, bottom);
        return root.times(root).equals(this) ? root : approximately(Math.sqrt(toDouble()));
    }

    private static Rational approximately(double value) {
        if (!Double.isFinite(value)) throw new ArithmeticException("the result is not a real number");
        return of(new BigDecimal(value));
    }

    public Rational floor() {
        BigInteger[] parts = numerator.divideAndRemainder(denominator);
        return new Rational(parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0], BigInteger.ONE);
    }

    public Rational ceil() {
        return negate().floor().negate();
    }

    /** The nearest whole number; halves go up. */
    public Rational round() {
        return plus(new Rational(BigInteger.ONE, BigInteger.TWO)).floor();
    }

    public double toDouble() {
        return new BigDecimal(numerator).divide(new BigDecimal(denominator), ABOVE_DOUBLE).doubleValue();
    }

    @Override
    public int compareTo(Rational other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    /**
     * A whole number or a decimal fraction where it is one; else the quotient, if that is short enough to be read, and
     * its approximate value.
     */
    @Override
    public String toString() {
        if (isWhole()) return numerator.toString();
        BigDecimal decimal = new BigDecimal(numerator).divide(new BigDecimal(denominator), 6, RoundingMode.HALF_EVEN).stripTrailingZeros();
        if (of(decimal).equals(this)) return decimal.toPlainString();
        boolean legible = numerator.bitLength() <= LEGIBLE_BITS && denominator.bitLength() <= LEGIBLE_BITS;
        return legible ? numerator + "/" + denominator + " (about " + decimal.toPlainString() + ")" : "about " + decimal.toPlainString();
    }
}
