package org.cnnc.compiler.report;

import java.util.ArrayList;
import java.util.List;

/** Reckons a formula as a reader would: numbers, + - * /, parentheses, and floor, ceil, min and max. */
final class Formula {
    /** Formulas give steps of a receptive field in four places. */
    private static final double ROUNDING = 1e-3;

    private final String text;
    private int at;

    private Formula(String text) {
        this.text = text.replace(" ", "");
    }

    static double value(String text) {
        Formula formula = new Formula(text);
        double value = formula.sum();
        if (formula.at < formula.text.length()) throw new IllegalArgumentException("not a formula: " + text);
        return value;
    }

    private double sum() {
        double value = product();
        while (true) {
            if (take("+")) value += product();
            else if (take("-")) value -= product();
            else return value;
        }
    }

    private double product() {
        double value = atom();
        while (true) {
            if (take("*")) value *= atom();
            else if (take("/")) value /= atom();
            else return value;
        }
    }

    private double atom() {
        if (take("floor(")) return Math.floor(arguments().getFirst());
        if (take("ceil(")) return Math.ceil(arguments().getFirst() - ROUNDING);
        if (take("min(")) return arguments().stream().min(Double::compare).orElseThrow();
        if (take("max(")) return arguments().stream().max(Double::compare).orElseThrow();
        if (take("(")) return arguments().getFirst();
        int start = at;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) at++;
        return Double.parseDouble(text.substring(start, at));
    }

    private List<Double> arguments() {
        List<Double> values = new ArrayList<>(List.of(sum()));
        while (take(",")) values.add(sum());
        if (!take(")")) throw new IllegalArgumentException("no closing parenthesis at " + at + ": " + text);
        return values;
    }

    private boolean take(String token) {
        if (!text.startsWith(token, at)) return false;
        at += token.length();
        return true;
    }
}
