package org.cnnc.compiler.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.diagnostics.Suggestion;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;
import org.cnnc.compiler.op.Schema;
import org.cnnc.compiler.parse.Expression;
import org.cnnc.compiler.parse.Identifier;
import org.cnnc.compiler.parse.ParameterDecl;
import org.cnnc.compiler.source.Span;

/** {@link Overrides}, read as what they set wants them; keeps account of which paths met something to set. */
final class ResolvedOverrides {
    private static final String TRAIN = "train.";

    private final SequencedMap<String, Overrides.Setting> settings = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();
    private final SequencedSet<String> settable = new LinkedHashSet<>();
    private final List<String> models = new ArrayList<>();
    private final List<String> untrained = new ArrayList<>();
    private final OutsideValueReader reader;
    private final Diagnostics diagnostics;
    private boolean complete = true;

    ResolvedOverrides(Overrides overrides, Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.reader = new OutsideValueReader(diagnostics);
        overrides.settings().forEach(setting -> settings.put(setting.path(), setting));
    }

    /** The values for one model: those that name it count more than those that name none. */
    OfModel of(String model) {
        models.add(model);
        return new OfModel(model + ".");
    }

    final class OfModel {
        private final String prefix;

        private OfModel(String prefix) {
            this.prefix = prefix;
        }

        /** The values for the model's parameters. */
        List<Given> parameters(List<ParameterDecl> parameters) {
            List<Given> given = new ArrayList<>();
            for (ParameterDecl parameter : parameters) {
                OutsideValueReader.Wanted wanted = switch (parameter.defaultValue().orElse(null)) {
                    case Expression.Text text -> OutsideValueReader.Wanted.STRING;
                    case Expression.Extents extents -> OutsideValueReader.Wanted.EXTENT;
                    case null, default -> OutsideValueReader.Wanted.ANY;
                };
                take(parameter.name().text(), wanted).map(value -> keyed(parameter.name().text(), value)).ifPresent(given::add);
            }
            return given;
        }

        /** The values for a whole setting, {@code train.epochs}; several where a list was given. */
        Optional<List<Given>> setting(String key) {
            return find(TRAIN + key).map(setting -> switch (setting.value()) {
                case OutsideValue.Single single -> List.of(reader.read(single, OutsideValueReader.Wanted.ANY));
                case OutsideValue.Several several ->
                    several.elements().stream().map(value -> reader.read(value, OutsideValueReader.Wanted.ANY)).toList();
            });
        }

        /** The values for a setting's own arguments, {@code train.optimizer.lr}. */
        List<Given> arguments(String key, Schema schema) {
            List<Given> given = new ArrayList<>();
            for (Argument argument : schema.arguments()) {
                OutsideValueReader.Wanted wanted = switch (argument.type()) {
                    case ArgumentType.Text text -> OutsideValueReader.Wanted.STRING;
                    case ArgumentType.ExtentType extent -> OutsideValueReader.Wanted.EXTENT;
                    case ArgumentType other -> OutsideValueReader.Wanted.ANY;
                };
                take(TRAIN + key + "." + argument.name(), wanted).map(value -> keyed(argument.name(), value)).ifPresent(given::add);
            }
            return given;
        }

        /** Nothing is to be said of what sets a setting's arguments: an error keeps them from being known. */
        void giveUp(String key) {
            for (String path : settings.keySet()) {
                if (path.startsWith(TRAIN + key + ".") || path.startsWith(prefix + TRAIN + key + ".")) used.add(path);
            }
        }

        /** The model has no train section. */
        void noTraining() {
            untrained.add(prefix.substring(0, prefix.length() - 1));
        }

        private Optional<Given> take(String path, OutsideValueReader.Wanted wanted) {
            return find(path).map(setting -> reader.read(setting.value(), wanted));
        }

        private Optional<Overrides.Setting> find(String path) {
            settable.add(prefix + path);
            Overrides.Setting own = settings.get(prefix + path);
            Overrides.Setting common = settings.get(path);
            if (own != null) used.add(own.path());
            if (common != null) used.add(common.path());
            return Optional.ofNullable(own != null ? own : common);
        }

        private Given keyed(String name, Given value) {
            Span nowhere = new Span(value.span().source(), value.span().start(), value.span().start());
            return new Given(Optional.of(new Identifier(name, nowhere)), value.value(), value.span());
        }
    }

    /** A model was given up, so that what it has to set is not known. */
    void leaveOut() {
        complete = false;
    }

    /** Reports the paths that set nothing. */
    void reportUnused() {
        if (!complete) return;
        for (Overrides.Setting setting : settings.values()) {
            if (!used.contains(setting.path())) diagnostics.add(unused(setting));
        }
    }

    private Diagnostic unused(Overrides.Setting setting) {
        String path = setting.path();
        Optional<String> model = models.stream().filter(name -> path.startsWith(name + ".")).findFirst();
        String own = model.map(name -> path.substring(name.length() + 1)).orElse(path);
        List<String> without = model.map(List::of).orElse(models).stream().filter(untrained::contains).toList();
        if (own.startsWith(TRAIN) && without.size() == model.map(name -> 1).orElse(models.size())) {
            String names = String.join("`, `", without);
            return Diagnostic.error(Code.CNN2026, setting.key(), without.isEmpty() ? "there is no model" : "`" + names + "` has no train section");
        }
        List<String> candidates = settable.stream()
                .filter(candidate -> model.isEmpty() || candidate.startsWith(model.get() + "."))
                .map(candidate -> model.isEmpty() ? candidate.substring(candidate.indexOf('.') + 1) : candidate)
                .distinct().toList();
        Diagnostic diagnostic = Diagnostic.error(Code.CNN2026, setting.key(), "nothing is named `" + path + "`");
        return Suggestion.offer(diagnostic, path, candidates);
    }
}
