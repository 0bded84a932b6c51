package org.cnnc.compiler.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.diagnostics.Suggestion;
import org.cnnc.compiler.parse.Expression;
import org.cnnc.compiler.parse.Identifier;
import org.cnnc.compiler.parse.SourceParser;
import org.cnnc.compiler.source.SourceText;
import org.cnnc.compiler.source.Span;

/** {@link Overrides} with their values read; keeps account of which paths met something to set. */
final class ResolvedOverrides {
    private static final String TRAIN = "train.";

    private final SequencedMap<String, Given> values = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();
    private final List<String> settable = new ArrayList<>();
    private final Diagnostics diagnostics;

    ResolvedOverrides(Overrides overrides, Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        overrides.values().forEach((path, text) -> {
            String written = "--set " + path + "=" + text;
            SourceText source = new SourceText("command line", written);
            int start = written.length() - text.length();
            Optional<Expression> tree = SourceParser.expression(
                    new SourceText("command line", " ".repeat(start) + text), diagnostics);
            if (tree.isEmpty()) {
                used.add(path);
                return;
            }
            Constant value = Evaluator.outsideBodies(Scope.root(), diagnostics).evaluate(tree.get());
            String key = path.substring(path.lastIndexOf('.') + 1);
            Span keySpan = new Span(source, start - 1 - key.length(), start - 1);
            values.put(path, new Given(Optional.of(new Identifier(key, keySpan)), value, new Span(source, keySpan.start(), written.length())));
        });
    }

    /** The values for a model's parameters. */
    List<Given> parameters(List<String> names) {
        settable.addAll(names);
        List<Given> given = new ArrayList<>();
        for (String name : names) take(name).ifPresent(given::add);
        return given;
    }

    /** The value for a whole setting, {@code train.epochs}. */
    Optional<Given> setting(String key) {
        settable.add(TRAIN + key);
        return take(TRAIN + key);
    }

    /** The values for a setting's own arguments, {@code train.optimizer.lr}. */
    List<Given> arguments(String key, List<String> names) {
        List<Given> given = new ArrayList<>();
        for (String name : names) {
            settable.add(TRAIN + key + "." + name);
            take(TRAIN + key + "." + name).ifPresent(given::add);
        }
        return given;
    }

    private Optional<Given> take(String path) {
        Given value = values.get(path);
        if (value != null) used.add(path);
        return Optional.ofNullable(value);
    }

    /** Reports the paths that set nothing. */
    void reportUnused() {
        values.forEach((path, given) -> {
            if (used.contains(path)) return;
            Span span = given.key().orElseThrow().span();
            Span whole = new Span(span.source(), "--set ".length(), span.end());
            diagnostics.add(Suggestion.offer(
                    Diagnostic.error(Code.CNN2026, whole, "nothing is named `" + path + "`"), path, settable.stream().distinct().toList()));
        });
    }
}
