package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Makes layers of the short text of a {@link Sample}: {@code conv 4, 3x3, pad=(1, 0, 0, 1)}. */
public final class SampleLayers {
    private SampleLayers() {}

    public static Layer layer(String text) {
        return kind(text).create().apply(arguments(text));
    }

    /** The arguments of that text, defaults filled in. */
    public static Arguments arguments(String text) {
        String[] parts = text.split(" ", 2);
        return arguments(kind(text).schema(), parts.length > 1 ? split(parts[1]) : List.of());
    }

    private static LayerKind kind(String text) {
        return Layers.find(text.split(" ", 2)[0]).orElseThrow();
    }

    private static Arguments arguments(Schema schema, List<String> given) {
        Map<String, Object> values = new HashMap<>();
        for (Argument argument : schema.arguments()) {
            argument.defaultText().ifPresent(text -> values.put(argument.name(), value(argument.type(), text)));
        }
        for (int i = 0; i < given.size(); i++) {
            String[] pair = given.get(i).split("=", 2);
            Argument argument = pair.length == 1 ? schema.arguments().get(i) : byName(schema, pair[0]);
            values.put(argument.name(), value(argument.type(), pair[pair.length - 1]));
        }
        for (Argument argument : schema.arguments()) {
            if (!argument.optional() && !values.containsKey(argument.name())) {
                throw new IllegalArgumentException("no " + argument.name() + " in " + given);
            }
        }
        return new Arguments(values);
    }

    private static Argument byName(Schema schema, String name) {
        return schema.arguments().stream().filter(argument -> argument.name().equals(name)).findFirst().orElseThrow();
    }

    /** Splits at the commas that stand outside parentheses. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>(List.of(""));
        int depth = 0;
        for (char c : text.toCharArray()) {
            if (c == '(') depth++;
            if (c == ')') depth--;
            if (c == ',' && depth == 0) parts.add("");
            else if (c != ' ') parts.set(parts.size() - 1, parts.getLast() + c);
        }
        return parts;
    }

    private static Object value(ArgumentType type, String text) {
        return switch (type) {
            case ArgumentType.Count count -> Integer.valueOf(text);
            case ArgumentType.Number number -> Double.valueOf(text);
            case ArgumentType.Learnable number ->
                text.equals("learned") ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
            case ArgumentType.Flag flag -> Boolean.valueOf(text);
            case ArgumentType.Choice choice -> text;
            case ArgumentType.TensorName tensor -> text;
            case ArgumentType.Axes axes -> Arrays.stream(numbers(text.substring(1, text.length() - 1), ",")).boxed().toList();
            case ArgumentType.Numbers numbers ->
                Arrays.stream(text.substring(1, text.length() - 1).split(",")).map(Double::valueOf).toList();
            case ArgumentType.Text string -> text;
            case ArgumentType.ExtentType extent -> extent(text, "x");
            case ArgumentType.PaddingType padding -> padding(text);
            case ArgumentType.WindowPaddingType padding -> text.equals("same") ? new SamePadding() : padding(text);
            case ArgumentType.ActivationType activation -> layer(text);
            case ArgumentType.InitType init -> throw new IllegalArgumentException("samples name no initialiser");
        };
    }

    private static Padding padding(String text) {
        if (!text.startsWith("(")) return new Padding.Even(extent(text, "x"));
        int[] edges = numbers(text.substring(1, text.length() - 1), ",");
        return new Padding.Edges(
                Extent.of(Arrays.copyOf(edges, edges.length / 2)),
                Extent.of(Arrays.copyOfRange(edges, edges.length / 2, edges.length)));
    }

    private static Extent extent(String text, String separator) {
        return Extent.of(numbers(text, separator));
    }

    private static int[] numbers(String text, String separator) {
        return Arrays.stream(text.split(separator)).mapToInt(Integer::parseInt).toArray();
    }
}
