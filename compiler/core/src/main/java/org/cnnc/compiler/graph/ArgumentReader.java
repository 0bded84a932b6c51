package org.cnnc.compiler.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.diagnostics.Fix;
import org.cnnc.compiler.diagnostics.Suggestion;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;
import org.cnnc.compiler.op.Arguments;
import org.cnnc.compiler.op.Schema;
import org.cnnc.compiler.parse.Expression;
import org.cnnc.compiler.parse.Identifier;
import org.cnnc.compiler.parse.SourceParser;
import org.cnnc.compiler.source.SourceText;
import org.cnnc.compiler.source.Span;

/**
 * Checks given arguments against a schema: positional ones in order, a bare activation as {@code act}, then
 * keys, then the scope's defaults, then the schema's.
 */
final class ArgumentReader {
    /** The registries' defaults, each read once: a network asks for them in every layer. */
    private static final Map<String, Expression> DEFAULTS = new ConcurrentHashMap<>();

    private final Registry registry;
    private final Diagnostics diagnostics;
    private final ArgumentConverter converter;

    ArgumentReader(Registry registry, Diagnostics diagnostics) {
        this(registry, diagnostics, List.of());
    }

    /** @param variables names that values could have been meant to have */
    ArgumentReader(Registry registry, Diagnostics diagnostics, Collection<String> variables) {
        this.registry = registry;
        this.diagnostics = diagnostics;
        this.converter = new ArgumentConverter(this, registry, diagnostics, variables);
    }

    ArgumentConverter converter() {
        return converter;
    }

    /**
     * @param defaults the scope's defaults, all with keys; given arguments win over them
     * @param owner what the arguments are of, for errors: {@code conv}
     * @param at the whole use, marked where an argument is missing
     * @return empty after an error
     */
    Optional<CheckedArguments> read(Schema schema, List<Given> given, List<Given> defaults, String owner, Span at) {
        int before = diagnostics.errors();
        Map<String, Given> assigned = assign(schema, given, owner);
        boolean bad = diagnostics.errors() > before;
        for (Given fallback : defaults) fallback.key().ifPresent(key -> assigned.putIfAbsent(key.text(), fallback));
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, Span> spans = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (Argument argument : schema.arguments()) {
            Given chosen = assigned.get(argument.name());
            if (chosen != null) {
                Optional<Object> value = convert(argument, chosen);
                value.ifPresent(v -> values.put(argument.name(), v));
                bad |= value.isEmpty();
                spans.put(argument.name(), valueSpan(chosen));
            } else if (argument.defaultText().isPresent()) {
                values.put(argument.name(), defaultValue(argument));
            } else if (!argument.optional()) {
                missing.add(argument.name());
            }
        }
        boolean unknown = given.stream().anyMatch(argument -> argument.value().isUnknown());
        if (!missing.isEmpty() && !bad && !unknown) {
            Diagnostic diagnostic = Diagnostic.error(Code.CNN2010, at, "`" + owner + "` needs " + String.join(" and ", missing));
            diagnostics.add(diagnostic.note(usage(schema, owner)));
        }
        if (bad || unknown || !missing.isEmpty()) return Optional.empty();
        return Optional.of(new CheckedArguments(new Arguments(values), spans));
    }

    /** Checks the arguments of a {@code default}, which may be some of a schema's only and have keys. */
    List<Given> readDefaults(Schema schema, List<Given> given, String owner) {
        List<Given> good = new ArrayList<>();
        for (Given argument : given) {
            if (argument.key().isEmpty()) {
                diagnostics.add(Diagnostic.error(Code.CNN2012, argument.span(), "a default is `key = value`"));
                continue;
            }
            Optional<Argument> known = find(schema, argument.key().get(), owner);
            boolean twice = good.stream().anyMatch(other -> other.key().get().text().equals(argument.key().get().text()));
            if (twice) diagnostics.add(twice(argument));
            else if (known.isPresent() && convert(known.get(), argument).isPresent()) good.add(argument);
        }
        return good;
    }

    /** Every default of a schema, by name. */
    Map<String, Object> defaults(Schema schema) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Argument argument : schema.arguments()) {
            if (argument.defaultText().isPresent()) values.put(argument.name(), defaultValue(argument));
        }
        return values;
    }

    private Map<String, Given> assign(Schema schema, List<Given> given, String owner) {
        List<Argument> positional = schema.arguments().stream().filter(Argument::positional).toList();
        Optional<Argument> act = schema.arguments().stream()
                .filter(argument -> argument.type() instanceof ArgumentType.ActivationType && !argument.positional()).findFirst();
        Map<String, Given> assigned = new LinkedHashMap<>();
        int next = 0;
        boolean keys = false;
        for (Given argument : given) {
            Optional<Argument> target;
            if (argument.key().isPresent()) {
                keys = true;
                target = find(schema, argument.key().get(), owner);
            } else if (act.isPresent() && isActivation(argument.value())) {
                target = act;
            } else if (next >= positional.size()) {
                tooMany(schema, argument, act.isPresent(), owner);
                target = Optional.empty();
            } else {
                if (keys) {
                    diagnostics.add(Diagnostic.error(Code.CNN2012, argument.span(), "arguments without a key stand before those with one")
                            .fix(keyed(positional.get(next), argument)));
                }
                target = Optional.of(positional.get(next++));
            }
            if (target.isPresent() && assigned.putIfAbsent(target.get().name(), argument) != null) {
                diagnostics.add(twice(argument).related(assigned.get(target.get().name()).span(), "`" + target.get().name() + "` is given here"));
            }
        }
        return assigned;
    }

    private static Fix keyed(Argument argument, Given given) {
        String text = argument.name() + "=" + given.span().text();
        return Fix.replace(given.span(), text, "write `" + text + "`");
    }

    private static Diagnostic twice(Given argument) {
        return Diagnostic.error(Code.CNN2011, argument.span(), "this gives it again");
    }

    /** The argument of a key; empty after an error. */
    Optional<Argument> find(Schema schema, Identifier key, String owner) {
        Optional<Argument> found = schema.arguments().stream().filter(argument -> argument.name().equals(key.text())).findFirst();
        if (found.isEmpty()) {
            List<String> names = schema.arguments().stream().map(Argument::name).toList();
            Diagnostic diagnostic = Diagnostic.error(Code.CNN2002, key.span(), "`" + owner + "` has no argument `" + key + "`");
            diagnostics.add(Suggestion.offer(diagnostic, key.text(), names));
        }
        return found;
    }

    private boolean isActivation(Constant value) {
        return switch (value) {
            case Constant.Word word -> registry.find(word.name()).filter(registry::isActivation).isPresent();
            case Constant.Call call -> registry.find(call.name()).filter(registry::isActivation).isPresent();
            case Constant other -> false;
        };
    }

    private void tooMany(Schema schema, Given argument, boolean takesActivation, String owner) {
        if (argument.value().isUnknown()) return;
        if (takesActivation && argument.value() instanceof Constant.Word word) {
            Diagnostic diagnostic = Diagnostic.error(Code.CNN2001, argument.span(), "there is no activation `" + word.name() + "`");
            diagnostics.add(Suggestion.offer(diagnostic, word.name(), registry.activations()));
        } else {
            diagnostics.add(Diagnostic.error(Code.CNN2012, argument.span(), "`" + owner + "` takes no such argument here")
                    .note(usage(schema, owner)));
        }
    }

    /** The arguments as the reference writes them: {@code conv filters, kernel; stride (1), pad (0)}. */
    private static String usage(Schema schema, String owner) {
        if (schema.arguments().isEmpty()) return "`" + owner + "` takes no arguments";
        List<String> words = schema.arguments().stream()
                .map(argument -> argument.name() + argument.defaultText().map(text -> " (" + text + ")").orElse(""))
                .toList();
        return "the arguments are " + String.join(", ", words);
    }

    private Optional<Object> convert(Argument argument, Given given) {
        return converter.convert(argument.type(), given.value(), valueSpan(given), argument.name());
    }

    /** The value alone: {@code 2} of {@code pad = 2}. */
    private static Span valueSpan(Given given) {
        if (given.key().isEmpty()) return given.span();
        Span span = given.span();
        int start = given.key().get().span().end();
        String text = span.source().text();
        while (start < span.end() && (Character.isWhitespace(text.charAt(start)) || text.charAt(start) == '=')) start++;
        return new Span(span.source(), start, span.end());
    }

    private Object defaultValue(Argument argument) {
        Diagnostics own = new Diagnostics();
        Expression tree = DEFAULTS.computeIfAbsent(argument.defaultText().orElseThrow(), ArgumentReader::parsed);
        Constant value = Evaluator.outsideBodies(Scope.root(), own).evaluate(tree);
        return new ArgumentReader(registry, own).converter
                .convert(argument.type(), value, tree.span(), argument.name())
                .orElseThrow(() -> new IllegalStateException("default of " + argument + ": " + own.sorted()));
    }

    private static Expression parsed(String text) {
        Diagnostics own = new Diagnostics();
        return SourceParser.expression(new SourceText("default", text), own)
                .orElseThrow(() -> new IllegalStateException("default " + text + ": " + own.sorted()));
    }
}
