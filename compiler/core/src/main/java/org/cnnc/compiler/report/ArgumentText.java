package org.cnnc.compiler.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;
import org.cnnc.compiler.op.Schema;

/** Arguments in words. */
final class ArgumentText {
    private ArgumentText() {}

    /** {@code conv filters, kernel; stride (1), pad (0)}: keys behind the semicolon, defaults in parentheses. */
    static String usage(String name, List<String> inputs, Schema schema) {
        List<String> positional = new ArrayList<>(inputs);
        List<String> keys = new ArrayList<>();
        for (Argument argument : schema.arguments()) {
            String word = argument.name() + argument.defaultText().map(text -> " (" + text + ")").orElse("");
            (argument.positional() ? positional : keys).add(word);
        }
        String usage = positional.isEmpty() ? name : name + " " + String.join(", ", positional);
        return keys.isEmpty() ? usage : usage + "; " + String.join(", ", keys);
    }

    /** The default, and what its absence means. */
    static String fallback(Argument argument) {
        return argument.defaultText().map(text -> "`" + text + "`").orElse(argument.optional() ? "–" : "*required*");
    }

    static String type(ArgumentType type) {
        return switch (type) {
            case ArgumentType.Count(int min, int max) -> "whole number" + range(min, max == Integer.MAX_VALUE ? Double.MAX_VALUE : max);
            case ArgumentType.Number(double min, double max) -> "number" + range(min, max);
            case ArgumentType.Learnable(double min, double max) -> "number" + range(min, max) + ", or `learned`";
            case ArgumentType.Flag() -> "`true` or `false`";
            case ArgumentType.Choice(List<String> values) -> values.stream().map(value -> "`" + value + "`").collect(Collectors.joining(", "));
            case ArgumentType.ExtentType(int min) -> "number or extent (`3`, `3x5`)" + range(min, Double.MAX_VALUE);
            case ArgumentType.PaddingType() -> "number, extent, or one number an edge: `(top, left, bottom, right)`";
            case ArgumentType.WindowPaddingType() -> "`same`, number, extent, or one number an edge: `(top, left, bottom, right)`";
            case ArgumentType.InitType() -> "[initialiser](#initialisers)";
            case ArgumentType.ActivationType() -> "[activation](#activations)";
            case ArgumentType.TensorName() -> "name of a tensor";
            case ArgumentType.Axes() -> "numbers of axes: `(1, 0)`";
            case ArgumentType.Numbers(double min, double max) -> "numbers: `(1, 0.5)`" + range(min, max);
            case ArgumentType.Text() -> "string";
        };
    }

    private static String range(double min, double max) {
        boolean above = max >= Float.MAX_VALUE;
        if (min <= -Float.MAX_VALUE) return above ? "" : ", at most " + number(max);
        return ", " + (above ? "at least " + number(min) : number(min) + " to " + number(max));
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
    }
}
