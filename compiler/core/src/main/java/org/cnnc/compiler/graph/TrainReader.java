package org.cnnc.compiler.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.cnnc.compiler.data.DataSource;
import org.cnnc.compiler.data.DataSources;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.diagnostics.Suggestion;
import org.cnnc.compiler.loss.Loss;
import org.cnnc.compiler.loss.LossKind;
import org.cnnc.compiler.loss.Losses;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;
import org.cnnc.compiler.op.Arguments;
import org.cnnc.compiler.op.Schema;
import org.cnnc.compiler.optimizer.Optimizer;
import org.cnnc.compiler.optimizer.OptimizerKind;
import org.cnnc.compiler.optimizer.Optimizers;
import org.cnnc.compiler.parse.Identifier;
import org.cnnc.compiler.parse.TrainDecl;
import org.cnnc.compiler.source.Span;

/** Resolves a {@code train} section: names against registries, arguments against schemas, defaults filled in. */
final class TrainReader {
    private static final List<String> SETTINGS = List.of("data", "loss", "optimizer", "batch", "epochs", "seed");

    /** Settings of the language reference that this compiler does not carry out. */
    private static final List<String> UNAVAILABLE =
            List.of("augment", "schedule", "warmup", "early_stop", "checkpoint", "ensemble", "ema", "metrics", "l1", "l2", "clip_norm");

    private static final int MAX_BATCH = 1 << 20;

    private final ResolvedOverrides overrides;
    private final Diagnostics diagnostics;
    private final ArgumentReader arguments;
    private final ArgumentConverter converter;
    private final Evaluator evaluator;

    TrainReader(Library library, ResolvedOverrides overrides, Diagnostics diagnostics) {
        this.overrides = overrides;
        this.diagnostics = diagnostics;
        this.arguments = new ArgumentReader(library.layers(), diagnostics);
        this.converter = new ArgumentConverter(arguments, library.layers(), diagnostics);
        this.evaluator = Evaluator.outsideBodies(Scope.root(), diagnostics);
    }

    /** A registry's entry with its checked arguments. */
    private record Chosen<K>(K kind, Arguments arguments) {}

    /**
     * @param defaultLoss name of the loss where the section has none
     * @return empty after an error
     */
    Optional<TrainSpec> read(TrainDecl train, String defaultLoss) {
        int before = diagnostics.errors();
        Map<String, Given> settings = settings(train);
        Span at = train.model().span();
        Optional<Chosen<LossKind>> loss = choose(settings, "loss", defaultLoss, at, Code.CNN4005,
                Losses.all().stream().map(LossKind::name).toList(), name -> Losses.find(name), LossKind::schema);
        Optional<Chosen<OptimizerKind>> optimizer = choose(settings, "optimizer", "sgd", at, Code.CNN4006,
                Optimizers.all().stream().map(OptimizerKind::name).toList(), name -> Optimizers.find(name), OptimizerKind::schema);
        Optional<Chosen<DataSource>> data = choose(settings, "data", "", at, Code.CNN5001,
                DataSources.all().stream().map(DataSource::name).toList(), name -> DataSources.find(name), DataSource::schema);
        int batch = count(settings, "batch", 64, 1, MAX_BATCH);
        int epochs = count(settings, "epochs", 10, 0, Integer.MAX_VALUE);
        int seed = count(settings, "seed", 1, 0, Integer.MAX_VALUE);
        if (diagnostics.errors() > before || loss.isEmpty() || optimizer.isEmpty()) return Optional.empty();
        Loss chosenLoss = loss.get().kind().create().apply(loss.get().arguments());
        Optimizer chosenOptimizer = optimizer.get().kind().create().apply(optimizer.get().arguments());
        return Optional.of(new TrainSpec(
                data.map(chosen -> chosen.kind().name()).orElse(""),
                data.map(Chosen::arguments).orElse(new Arguments(Map.of())),
                chosenLoss, chosenOptimizer, batch, epochs, seed));
    }

    /** The value of each setting, those from outside the file first. */
    private Map<String, Given> settings(TrainDecl train) {
        Map<String, Given> settings = new LinkedHashMap<>();
        for (TrainDecl.Setting setting : train.settings()) {
            String key = setting.key().text();
            if (UNAVAILABLE.contains(key)) {
                diagnostics.add(Diagnostic.error(Code.CNN4002, setting.key().span(), "`" + key + "` cannot be carried out by this compiler")
                        .help("the settings it has are " + String.join(", ", SETTINGS)));
            } else if (!SETTINGS.contains(key)) {
                diagnostics.add(Suggestion.offer(
                        Diagnostic.error(Code.CNN4001, setting.key().span(), "there is no setting `" + key + "`"), key, SETTINGS));
            } else if (settings.containsKey(key)) {
                diagnostics.add(Diagnostic.error(Code.CNN4007, setting.key().span(), "`" + key + "` is set again")
                        .related(settings.get(key).span(), "it has this value"));
            } else {
                value(setting).ifPresent(value -> settings.put(key, value));
            }
        }
        for (String key : SETTINGS) overrides.setting(key).ifPresent(value -> settings.put(key, value));
        return settings;
    }

    private Optional<Given> value(TrainDecl.Setting setting) {
        List<Given> values = evaluator.arguments(setting.values());
        if (values.size() == 1 && values.getFirst().key().isEmpty()) return Optional.of(values.getFirst());
        diagnostics.add(Diagnostic.error(values.isEmpty() ? Code.CNN4008 : Code.CNN2012, setting.span(),
                "`" + setting.key() + "` takes one value, found " + values.size()));
        return Optional.empty();
    }

    private <K> Optional<Chosen<K>> choose(Map<String, Given> settings, String key, String defaultName, Span at, Code unknown,
            List<String> names, Function<String, Optional<K>> find, Function<K, Schema> schema) {
        Given given = settings.get(key);
        if (given == null && defaultName.isEmpty()) return Optional.empty();
        if (given != null && given.value().isUnknown()) return Optional.empty();
        Optional<NamedUse> use = given == null ? Optional.of(new NamedUse(defaultName, List.of())) : NamedUse.of(given.value());
        Span span = given == null ? at : given.span();
        if (use.isEmpty()) {
            diagnostics.add(Diagnostic.error(Code.CNN2003, span, "`" + key + "` is a name such as " + names.getFirst() + ", found " + given.value().kind()));
            return Optional.empty();
        }
        String name = use.get().name();
        Optional<K> kind = find.apply(name);
        if (kind.isEmpty()) {
            diagnostics.add(Suggestion.offer(Diagnostic.error(unknown, span, "there is no " + key + " `" + name + "`"), name, names));
            return Optional.empty();
        }
        Schema arguments = schema.apply(kind.get());
        List<String> argumentNames = arguments.arguments().stream().map(Argument::name).toList();
        List<Given> outside = overrides.arguments(key, argumentNames);
        List<Given> inside = withKeys(use.get().arguments(), arguments).stream()
                .filter(argument -> outside.stream().noneMatch(other -> sameKey(other, argument)))
                .toList();
        List<Given> all = new ArrayList<>(inside);
        all.addAll(outside);
        return this.arguments.read(arguments, all, List.of(), name, span).map(checked -> new Chosen<>(kind.get(), checked.arguments()));
    }

    /** Positional arguments with the keys they stand for, so that an override can replace them. */
    private static List<Given> withKeys(List<Given> given, Schema schema) {
        List<Argument> positional = schema.arguments().stream().filter(Argument::positional).toList();
        List<Given> keyed = new ArrayList<>();
        int next = 0;
        for (Given argument : given) {
            if (argument.key().isPresent() || next >= positional.size()) {
                keyed.add(argument);
                continue;
            }
            Span nowhere = new Span(argument.span().source(), argument.span().start(), argument.span().start());
            String key = positional.get(next++).name();
            keyed.add(new Given(Optional.of(new Identifier(key, nowhere)), argument.value(), argument.span()));
        }
        return keyed;
    }

    private static boolean sameKey(Given a, Given b) {
        return a.key().isPresent() && b.key().isPresent() && a.key().get().text().equals(b.key().get().text());
    }

    private int count(Map<String, Given> settings, String key, int otherwise, int min, int max) {
        Given given = settings.get(key);
        if (given == null) return otherwise;
        return converter.convert(new ArgumentType.Count(min, max), given.value(), given.span(), key)
                .map(Integer.class::cast).orElse(otherwise);
    }
}
