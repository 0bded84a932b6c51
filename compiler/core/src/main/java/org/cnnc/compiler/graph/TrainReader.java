package org.cnnc.compiler.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.cnnc.compiler.data.DataSources;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.diagnostics.Suggestion;
import org.cnnc.compiler.loss.Loss;
import org.cnnc.compiler.loss.Losses;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;
import org.cnnc.compiler.op.Arguments;
import org.cnnc.compiler.optimizer.Optimizer;
import org.cnnc.compiler.optimizer.Optimizers;
import org.cnnc.compiler.parse.TrainDecl;
import org.cnnc.compiler.source.Span;
import org.cnnc.compiler.training.Metrics;
import org.cnnc.compiler.training.Planned;
import org.cnnc.compiler.training.Schedules;
import org.cnnc.compiler.training.Term;

/** Resolves a {@code train} section: names against registries, arguments against schemas, defaults filled in. */
final class TrainReader {
    private static final List<String> SETTINGS = List.of("data", "augment", "loss", "optimizer", "schedule", "batch", "epochs", "seed",
            "early_stop", "checkpoint", "ensemble", "ema", "metrics");

    private static final Function<Term, List<Argument>> NONE = term -> List.of();
    private static final String SGD = "sgd";
    private static final int MAX_BATCH = 1 << 20;

    private final ResolvedOverrides.OfModel overrides;
    private final Diagnostics diagnostics;
    private final SettingReader words;
    private final ArgumentConverter converter;
    private final Evaluator evaluator;
    private final Map<String, Setting> settings = new LinkedHashMap<>();

    TrainReader(Library library, ResolvedOverrides.OfModel overrides, Diagnostics diagnostics) {
        this.overrides = overrides;
        this.diagnostics = diagnostics;
        ArgumentReader arguments = new ArgumentReader(library.layers(), diagnostics);
        this.words = new SettingReader(arguments, overrides, diagnostics);
        this.converter = arguments.converter();
        this.evaluator = Evaluator.outsideBodies(Scope.root(), diagnostics);
    }

    /** A setting as it is given. @param key marked where the setting itself is at fault */
    private record Setting(List<Given> values, Span key) {}

    /**
     * @param defaultLoss name of the loss where the section has none
     * @return empty after an error
     */
    Optional<TrainSpec> read(TrainDecl train, String defaultLoss) {
        int before = diagnostics.errors();
        Span at = train.model().span();
        gather(train, at);
        Optional<Arguments> loss = choose("loss", defaultLoss, at, losses());
        Optional<Arguments> optimizer = choose("optimizer", SGD, at, optimizers());
        Optional<Arguments> data = choose("data", "", at, dataSources());
        choose("schedule", "constant", at,
                new SettingReader.Words("schedule", Code.CNN4009, Schedules.all(), Planned.SCHEDULES, schedule -> Planned.OF_SCHEDULES));
        each("augment", new SettingReader.Words("augmentation", Code.CNN4010, List.of(), Planned.AUGMENTATIONS, NONE));
        each("metrics", new SettingReader.Words("metric", Code.CNN4011, Metrics.all(), Planned.METRICS, NONE));
        Planned.SETTINGS.forEach(this::refuse);
        int batch = count("batch", 64, 1, MAX_BATCH);
        int epochs = count("epochs", 10, 0, Integer.MAX_VALUE);
        int seed = count("seed", 1, 0, Integer.MAX_VALUE);
        if (diagnostics.errors() > before || loss.isEmpty() || optimizer.isEmpty()) return Optional.empty();
        Loss chosenLoss = Losses.find(name("loss", defaultLoss)).orElseThrow().create().apply(loss.get());
        Optimizer chosenOptimizer = Optimizers.find(name("optimizer", SGD)).orElseThrow().create().apply(optimizer.get());
        return Optional.of(new TrainSpec(
                name("data", ""), data.orElse(new Arguments(Map.of())), chosenLoss, chosenOptimizer, batch, epochs, seed));
    }

    private static SettingReader.Words losses() {
        List<Term> available = Losses.all().stream().map(kind -> new Term(kind.name(), kind.summary(), kind.schema())).toList();
        return new SettingReader.Words("loss", Code.CNN4005, available, Planned.LOSSES, Planned::ofLoss);
    }

    private static SettingReader.Words optimizers() {
        List<Term> available = Optimizers.all().stream().map(kind -> new Term(kind.name(), kind.summary(), kind.schema())).toList();
        return new SettingReader.Words("optimizer", Code.CNN4006, available, Planned.OPTIMIZERS, optimizer -> Planned.OF_OPTIMIZERS);
    }

    private static SettingReader.Words dataSources() {
        List<Term> available = DataSources.all().stream().map(source -> new Term(source.name(), source.summary(), source.schema())).toList();
        return new SettingReader.Words("data source", Code.CNN5001, available, Planned.DATA, NONE);
    }

    /** Gathers the values of each setting, those from outside the file first. */
    private void gather(TrainDecl train, Span at) {
        for (TrainDecl.Setting setting : train.settings()) {
            String key = setting.key().text();
            Span span = setting.key().span();
            if (!SETTINGS.contains(key)) {
                diagnostics.add(unknown(key, span));
            } else if (settings.containsKey(key)) {
                diagnostics.add(Diagnostic.error(Code.CNN4007, span, "`" + key + "` is set again").related(settings.get(key).key(), "it is set here"));
            } else {
                settings.put(key, new Setting(evaluator.arguments(setting.values()), span));
            }
        }
        for (String key : SETTINGS) {
            overrides.setting(key).ifPresent(values ->
                    settings.put(key, new Setting(values, values.isEmpty() ? at : values.getFirst().span())));
        }
    }

    private static Diagnostic unknown(String key, Span span) {
        Diagnostic diagnostic = Diagnostic.error(Code.CNN4001, span, "there is no setting `" + key + "`");
        if (Planned.OF_SCHEDULES.stream().anyMatch(argument -> argument.name().equals(key))) {
            return diagnostic.note("`" + key + "` is an argument of the schedule, as in `schedule constant(" + key + " = …)`");
        }
        if (Planned.OF_OPTIMIZERS.stream().anyMatch(argument -> argument.name().equals(key))) {
            return diagnostic.note("`" + key + "` is an argument of the optimizer, as in `optimizer sgd(" + key + " = …)`");
        }
        return Suggestion.offer(diagnostic, key, SETTINGS);
    }

    /** The word of a setting that was read without an error. */
    private String name(String key, String otherwise) {
        if (!settings.containsKey(key)) return otherwise;
        return NamedUse.of(settings.get(key).values().getFirst().value()).orElseThrow().name();
    }

    /** The arguments of the word that a setting gives, or of {@code otherwise} (empty for none) where it is not set. */
    private Optional<Arguments> choose(String key, String otherwise, Span at, SettingReader.Words known) {
        if (settings.containsKey(key)) return single(key).flatMap(given -> words.word(key, given, known));
        if (!otherwise.isEmpty()) return words.word(key, new Given(Optional.empty(), new Constant.Word(otherwise), at), known);
        return Optional.empty();
    }

    private void each(String key, SettingReader.Words known) {
        Setting setting = settings.get(key);
        if (setting == null) return;
        if (setting.values().isEmpty()) diagnostics.add(Diagnostic.error(Code.CNN4008, setting.key(), "`" + key + "` takes one or more values"));
        setting.values().forEach(given -> words.oneOf(key, given, known));
    }

    /** Checks a setting that cannot be carried out, and says so. */
    private void refuse(Term term) {
        Setting setting = settings.get(term.name());
        Optional<Span> at = Optional.ofNullable(setting).map(Setting::key).or(() -> words.setOutside(term));
        if (at.isEmpty()) return;
        words.own(term, setting == null ? List.of() : setting.values(), at.get());
        words.refuse(term.name(), at.get(), List.of());
    }

    /** A setting's only value; empty where it is not set, or after an error. */
    private Optional<Given> single(String key) {
        Setting setting = settings.get(key);
        if (setting == null) return Optional.empty();
        List<Given> values = setting.values();
        if (values.size() == 1 && values.getFirst().key().isEmpty()) return Optional.of(values.getFirst());
        overrides.giveUp(key);
        boolean none = values.isEmpty();
        diagnostics.add(Diagnostic.error(none ? Code.CNN4008 : Code.CNN2012, none ? setting.key() : values.getLast().span(),
                "`" + key + "` takes one value, found " + (none ? "none" : values.size())));
        return Optional.empty();
    }

    private int count(String key, int otherwise, int min, int max) {
        return single(key)
                .flatMap(given -> converter.convert(new ArgumentType.Count(min, max), given.value(), given.span(), key))
                .map(Integer.class::cast).orElse(otherwise);
    }
}
