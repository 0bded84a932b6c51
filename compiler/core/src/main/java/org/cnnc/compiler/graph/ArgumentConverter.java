package org.cnnc.compiler.graph;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.diagnostics.Fix;
import org.cnnc.compiler.diagnostics.Suggestion;
import org.cnnc.compiler.init.InitKind;
import org.cnnc.compiler.init.InitSetting;
import org.cnnc.compiler.init.InitSettings;
import org.cnnc.compiler.init.Initializers;
import org.cnnc.compiler.op.Activation;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;
import org.cnnc.compiler.op.Extent;
import org.cnnc.compiler.op.Layer;
import org.cnnc.compiler.op.LayerKind;
import org.cnnc.compiler.op.Padding;
import org.cnnc.compiler.op.SamePadding;
import org.cnnc.compiler.op.Schema;
import org.cnnc.compiler.source.Span;

/** Turns compile-time values into what {@link org.cnnc.compiler.op.Arguments} holds, or says why they are not. */
final class ArgumentConverter {
    private final ArgumentReader reader;
    private final Registry registry;
    private final Diagnostics diagnostics;
    private final Collection<String> variables;

    /** @param variables names that values could have been meant to have */
    ArgumentConverter(ArgumentReader reader, Registry registry, Diagnostics diagnostics, Collection<String> variables) {
        this.variables = variables;
        this.reader = reader;
        this.registry = registry;
        this.diagnostics = diagnostics;
    }

    /** @return empty after an error, or where the value is unknown because of one */
    Optional<Object> convert(ArgumentType type, Constant value, Span span, String name) {
        if (value.isUnknown()) return Optional.empty();
        return switch (type) {
            case ArgumentType.Count count -> count(count, value, span, name);
            case ArgumentType.Number number -> number(number, value, span, name);
            case ArgumentType.Learnable number -> value.equals(new Constant.Word("learned"))
                    ? Optional.of(OptionalDouble.empty())
                    : value instanceof Constant.Word ? wrong(span, name, "a number or `learned`", value, List.of("learned"))
                    : number(new ArgumentType.Number(number.min(), number.max()), value, span, name)
                            .map(given -> OptionalDouble.of((Double) given));
            case ArgumentType.Flag flag -> value instanceof Constant.Flag given
                    ? Optional.of(given.value()) : wrong(span, name, "true or false", value, List.of("true", "false"));
            case ArgumentType.Choice choice -> choice(choice.values(), value, span, name);
            case ArgumentType.ExtentType extent -> extent(extent.min(), value, span, name);
            case ArgumentType.PaddingType padding -> padding(value, span, name, EDGES, List.of());
            case ArgumentType.WindowPaddingType padding -> value instanceof Constant.Word word && word.name().equals("same")
                    ? Optional.of(new SamePadding()) : padding(value, span, name, "`same`, " + EDGES, List.of("same"));
            case ArgumentType.InitType init -> init(value, span, name);
            case ArgumentType.ActivationType activation -> activation(value, span, name);
            case ArgumentType.TensorName tensor -> value instanceof Constant.Word given
                    ? Optional.of(given.name()) : wrong(span, name, "the name of a tensor", value);
            case ArgumentType.Axes axes -> axes(value, span, name);
            case ArgumentType.Numbers numbers -> numbers(numbers, value, span, name);
            case ArgumentType.Text text -> value instanceof Constant.Text given
                    ? Optional.of(given.value()) : wrong(span, name, "a string in quotes", value);
        };
    }

    private <T> Optional<T> wrong(Span span, String name, String expected, Constant found) {
        return wrong(span, name, expected, found, List.of());
    }

    /** @param words what may stand there beside names of values */
    private <T> Optional<T> wrong(Span span, String name, String expected, Constant found, List<String> words) {
        String of = "`" + name + "` is " + expected + ", ";
        switch (found) {
            case Constant.Word word -> {
                Diagnostic unknown = Diagnostic.error(Code.CNN2015, span, of + "and nothing is named `" + word + "` here");
                boolean meant = Suggestion.nearest(word.name(), words).isPresent();
                diagnostics.add(Suggestion.offer(unknown, word.name(), meant ? words : variables));
            }
            case Constant.Call call -> {
                Diagnostic unknown = Diagnostic.error(Code.CNN2015, span, of + "and there is no function `" + call.name() + "`");
                diagnostics.add(Suggestion.offer(unknown, call.name(), Evaluator.FUNCTIONS));
            }
            case Constant other -> diagnostics.add(Diagnostic.error(Code.CNN2003, span, of + "found " + other.kind() + ": " + other));
        }
        return Optional.empty();
    }

    private Optional<Object> count(ArgumentType.Count type, Constant value, Span span, String name) {
        if (!(value instanceof Constant.Number number)) return wrong(span, name, "a whole number", value);
        return whole(number.value(), type.min(), type.max(), span, "`" + name + "`").map(v -> v);
    }

    /**
     * A whole number between bounds; empty after an error.
     *
     * @param what names it in errors
     */
    Optional<Integer> whole(Rational value, int min, int max, Span span, String what) {
        if (!value.isWhole()) {
            diagnostics.add(Diagnostic.error(Code.CNN2014, span, what + " is " + value)
                    .fix(rounding("floor", span, value.floor()))
                    .fix(rounding("ceil", span, value.ceil())));
            return Optional.empty();
        }
        BigInteger whole = value.numerator();
        if (whole.compareTo(BigInteger.valueOf(min)) < 0 || whole.compareTo(BigInteger.valueOf(max)) > 0) {
            String range = max == Integer.MAX_VALUE && whole.signum() <= 0 ? "at least " + min : min + " to " + max;
            diagnostics.add(Diagnostic.error(Code.CNN2013, span, what + " is " + range + ", found " + whole));
            return Optional.empty();
        }
        return Optional.of(whole.intValue());
    }

    private static Fix rounding(String function, Span span, Rational result) {
        String rounded = function + "(" + span.text() + ")";
        return Fix.replace(span, rounded, "`" + rounded + "` is " + result);
    }

    private Optional<Object> number(ArgumentType.Number type, Constant value, Span span, String name) {
        if (!(value instanceof Constant.Number number)) return wrong(span, name, "a number", value);
        double given = number.value().toDouble();
        if (given >= type.min() && given <= type.max()) return Optional.of(given);
        diagnostics.add(Diagnostic.error(Code.CNN2013, span,
                "`" + name + "` is " + Bounds.text(type.min(), type.max()) + ", found " + value));
        return Optional.empty();
    }

    private Optional<Object> choice(List<String> words, Constant value, Span span, String name) {
        String given = switch (value) {
            case Constant.Word word -> word.name();
            case Constant.Text text -> text.value();
            case Constant other -> null;
        };
        if (given == null) return wrong(span, name, "one of " + String.join(", ", words), value);
        if (words.contains(given)) return Optional.of(given);
        diagnostics.add(Suggestion.offer(
                Diagnostic.error(Code.CNN2003, span, "`" + name + "` cannot be `" + given + "`"), given, words));
        return Optional.empty();
    }

    private Optional<Object> extent(int min, Constant value, Span span, String name) {
        return sizes(value, min, span, name, "a number or an extent such as 3x3", List.of()).map(Extent::of);
    }

    private Optional<int[]> sizes(Constant value, int min, Span span, String name, String expected, List<String> words) {
        List<Rational> given = switch (value) {
            case Constant.Number number -> List.of(number.value());
            case Constant.Extents extents -> extents.sizes();
            case Constant other -> List.of();
        };
        if (given.isEmpty()) return wrong(span, name, expected, value, words);
        int[] sizes = new int[given.size()];
        for (int i = 0; i < sizes.length; i++) {
            Optional<Integer> size = whole(given.get(i), min, Integer.MAX_VALUE, span, "`" + name + "`");
            if (size.isEmpty()) return Optional.empty();
            sizes[i] = size.get();
        }
        return Optional.of(sizes);
    }

    private static final String EDGES = "a number, an extent such as 1x2, or one number an edge such as (1, 2, 1, 2)";

    private Optional<Object> padding(Constant value, Span span, String name, String expected, List<String> words) {
        if (!(value instanceof Constant.Tuple tuple)) {
            return sizes(value, 0, span, name, expected, words).map(sizes -> new Padding.Even(Extent.of(sizes)));
        }
        List<Rational> edges = new ArrayList<>();
        for (Given element : tuple.elements()) {
            if (element.key().isPresent() || !(element.value() instanceof Constant.Number number)) return wrong(span, name, expected, value);
            edges.add(number.value());
        }
        if (edges.size() % 2 != 0) return wrong(span, name, expected, value);
        Optional<int[]> sizes = sizes(new Constant.Extents(edges), 0, span, name, expected, words);
        int half = edges.size() / 2;
        return sizes.map(all -> new Padding.Edges(
                Extent.of(Arrays.copyOfRange(all, 0, half)), Extent.of(Arrays.copyOfRange(all, half, 2 * half))));
    }

    private Optional<Object> axes(Constant value, Span span, String name) {
        String expected = "numbers of axes such as (1, 0)";
        if (!(value instanceof Constant.Tuple tuple)) return wrong(span, name, expected, value);
        List<Integer> axes = new ArrayList<>();
        for (Given element : tuple.elements()) {
            if (element.key().isPresent() || !(element.value() instanceof Constant.Number number)) return wrong(span, name, expected, value);
            Optional<Integer> axis = whole(number.value(), 0, Integer.MAX_VALUE, span, "`" + name + "`");
            if (axis.isEmpty()) return Optional.empty();
            axes.add(axis.get());
        }
        return Optional.of(List.copyOf(axes));
    }

    private Optional<Object> numbers(ArgumentType.Numbers type, Constant value, Span span, String name) {
        if (!(value instanceof Constant.Tuple tuple)) return wrong(span, name, "numbers such as (1, 0.5)", value);
        List<Object> numbers = new ArrayList<>();
        for (Given element : tuple.elements()) {
            if (element.key().isPresent()) return wrong(span, name, "numbers such as (1, 0.5)", value);
            Optional<Object> number = convert(new ArgumentType.Number(type.min(), type.max()), element.value(), element.span(), name);
            if (number.isEmpty()) return Optional.empty();
            numbers.add(number.get());
        }
        return Optional.of(List.copyOf(numbers));
    }

    private Optional<Object> init(Constant value, Span span, String name) {
        Optional<NamedUse> use = NamedUse.of(value);
        if (use.isEmpty()) return wrong(span, name, "an initialiser such as he_normal", value);
        Optional<InitKind> kind = Initializers.find(use.get().name());
        if (kind.isEmpty()) {
            List<String> names = Initializers.all().stream().map(InitKind::name).toList();
            diagnostics.add(Suggestion.offer(
                    Diagnostic.error(Code.CNN2003, span, "there is no initialiser `" + use.get().name() + "`"), use.get().name(), names));
            return Optional.empty();
        }
        Schema schema = new Schema(kind.get().settings().stream().map(ArgumentConverter::argument).toList());
        return reader.read(schema, use.get().arguments(), List.of(), kind.get().name(), span)
                .map(checked -> kind.get().create().apply(new InitSettings(checked.arguments().values())));
    }

    private static Argument argument(InitSetting setting) {
        ArgumentType type = setting.words().isEmpty()
                ? ArgumentType.number(setting.least(), Double.MAX_VALUE) : new ArgumentType.Choice(setting.words());
        return new Argument(setting.name(), type, setting.positional(), setting.defaultText(), setting.optional(), setting.doc());
    }

    private Optional<Object> activation(Constant value, Span span, String name) {
        Optional<NamedUse> use = NamedUse.of(value);
        if (use.isEmpty()) return wrong(span, name, "an activation such as relu", value);
        Optional<LayerKind> kind = registry.find(use.get().name()).filter(registry::isActivation);
        if (kind.isEmpty()) {
            diagnostics.add(Suggestion.offer(
                    Diagnostic.error(Code.CNN2001, span, "there is no activation `" + use.get().name() + "`"),
                    use.get().name(), registry.activations()));
            return Optional.empty();
        }
        Optional<Layer> layer = reader.read(kind.get().schema(), use.get().arguments(), List.of(), kind.get().name(), span)
                .map(checked -> kind.get().create().apply(checked.arguments()));
        return layer.filter(Activation.class::isInstance).map(v -> v);
    }
}
