package org.cnnc.compiler.kernel;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A sum of axes times whole numbers, and a constant: an index along one extent, or an address in floats. */
public record Affine(Map<String, Integer> coefficients, int constant) {
    public Affine {
        TreeMap<String, Integer> sorted = new TreeMap<>(coefficients);
        sorted.values().removeIf(coefficient -> coefficient == 0);
        coefficients = sorted;
    }

    public static Affine constant(int value) {
        return new Affine(Map.of(), value);
    }

    public static Affine of(Axis axis) {
        return new Affine(Map.of(axis.name(), 1), 0);
    }

    /** The coefficient of an axis; 0 where it does not occur. */
    public int of(String axis) {
        return coefficients.getOrDefault(axis, 0);
    }

    public Affine plus(Affine other) {
        TreeMap<String, Integer> sum = new TreeMap<>(coefficients);
        other.coefficients.forEach((axis, coefficient) -> sum.merge(axis, coefficient, Math::addExact));
        return new Affine(sum, Math.addExact(constant, other.constant));
    }

    public Affine plus(int value) {
        return new Affine(coefficients, Math.addExact(constant, value));
    }

    public Affine plus(Axis axis) {
        return plus(of(axis));
    }

    public Affine times(int factor) {
        TreeMap<String, Integer> product = new TreeMap<>();
        coefficients.forEach((axis, coefficient) -> product.put(axis, Math.multiplyExact(coefficient, factor)));
        return new Affine(product, Math.multiplyExact(constant, factor));
    }

    /** How many units of so much it holds for sure: the terms and the part of the constant that are multiples of it. */
    public Affine units(int unit) {
        TreeMap<String, Integer> whole = new TreeMap<>();
        coefficients.forEach((axis, coefficient) -> {
            if (coefficient % unit == 0) whole.put(axis, coefficient / unit);
        });
        return new Affine(whole, Math.floorDiv(constant, unit));
    }

    /** What is left of it beside whole {@link #units}. */
    public Affine rest(int unit) {
        TreeMap<String, Integer> rest = new TreeMap<>(coefficients);
        rest.values().removeIf(coefficient -> coefficient % unit == 0);
        return new Affine(rest, Math.floorMod(constant, unit));
    }

    /** The same with an axis replaced. */
    public Affine substitute(String axis, Affine replacement) {
        int coefficient = of(axis);
        if (coefficient == 0) return this;
        TreeMap<String, Integer> rest = new TreeMap<>(coefficients);
        rest.remove(axis);
        return new Affine(rest, constant).plus(replacement.times(coefficient));
    }

    /** The same with several axes replaced at once. */
    public Affine substitute(Map<String, Affine> replacements) {
        Affine result = constant(constant);
        for (Map.Entry<String, Integer> term : coefficients.entrySet()) {
            Affine replacement = replacements.get(term.getKey());
            Affine value = replacement == null ? new Affine(Map.of(term.getKey(), 1), 0) : replacement;
            result = result.plus(value.times(term.getValue()));
        }
        return result;
    }

    /** The smallest value, each axis running from 0 to its extent. */
    public int min(Map<String, Axis> axes) {
        return bound(axes, -1);
    }

    /** The largest value, each axis running from 0 to its extent. */
    public int max(Map<String, Axis> axes) {
        return bound(axes, 1);
    }

    private int bound(Map<String, Axis> axes, int sign) {
        long value = constant;
        for (Map.Entry<String, Integer> term : coefficients.entrySet()) {
            long last = axes.get(term.getKey()).extent() - 1L;
            if (Integer.signum(term.getValue()) == sign) value = Math.addExact(value, term.getValue() * last);
        }
        return Math.toIntExact(value);
    }

    @Override
    public String toString() {
        String sum = coefficients.entrySet().stream()
                .map(term -> term.getValue() == 1 ? term.getKey() : term.getValue() + "*" + term.getKey())
                .collect(Collectors.joining(" + "));
        if (sum.isEmpty()) return Integer.toString(constant);
        return constant == 0 ? sum : sum + (constant > 0 ? " + " : " - ") + Math.abs(constant);
    }
}
