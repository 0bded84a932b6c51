package org.cnnc.compiler.graph;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cnnc.compiler.data.DataSources;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.diagnostics.Suggestion;
import org.cnnc.compiler.loss.Loss;
import org.cnnc.compiler.loss.Losses;
import org.cnnc.compiler.op.ArgumentType;
import org.cnnc.compiler.optimizer.Optimizer;
import org.cnnc.compiler.optimizer.Optimizers;
import org.cnnc.compiler.parse.TrainDecl;
import org.cnnc.compiler.source.Span;
import org.cnnc.compiler.training.Augmentations;
import org.cnnc.compiler.training.Metrics;
import org.cnnc.compiler.training.PlacedSetting;
import org.cnnc.compiler.training.Schedules;
import org.cnnc.compiler.training.Setting;
import org.cnnc.compiler.training.Settings;
import org.cnnc.compiler.training.Term;

/** Resolves a {@code train} section: names against registries, arguments against schemas, defaults filled in. */
final class TrainReader {
    private static final List<String> SETTINGS = List.of("data", "augment", "loss", "optimizer", "schedule", "batch", "epochs", "seed",
            "early_stop", "checkpoint", "ensemble", "ema", "metrics");

    private static final String SGD = "sgd";
    private static final String EARLY_STOP = "early_stop";
    private static final String PLATEAU = "plateau";
    private static final int MAX_BATCH = 1 << 20;

    private final ResolvedOverrides.OfModel overrides;
    private final Diagnostics diagnostics;
    private final SettingReader words;
    private final ArgumentConverter converter;
    private final Evaluator evaluator;
    private final Map<String, Written> settings = new LinkedHashMap<>();

    TrainReader(Library library, ResolvedOverrides.OfModel overrides, Diagnostics diagnostics) {
        this.overrides = overrides;
        this.diagnostics = diagnostics;
        ArgumentReader arguments = new ArgumentReader(library.layers(), diagnostics);
        this.words = new SettingReader(arguments, overrides, diagnostics);
        this.converter = arguments.converter();
        this.evaluator = Evaluator.outsideBodies(Scope.root(), diagnostics);
    }

    /** A setting as it is given. @param key marked where the setting itself is at fault */
    private record Written(List<Given> values, Span key) {}

    /**
     * @param defaultLoss name of the loss where the section has none
     * @return empty after an error
     */
    Optional<TrainSpec> read(TrainDecl train, String defaultLoss) {
        int before = diagnostics.errors();
        Span at = train.model().span();
        gather(train, at);
        Optional<Setting> loss = choose("loss", defaultLoss, at, losses());
        Span lossAt = single("loss").map(Given::span).orElse(at);
        Optional<Setting> optimizer = choose("optimizer", SGD, at, optimizers());
        Optional<Setting> data = choose("data", "", at, dataSources());
        Optional<Setting> schedule = choose("schedule", "constant", at,
                new SettingReader.Words("schedule", Code.CNN4009, Schedules.all()));
        List<PlacedSetting> augment = each("augment",
                new SettingReader.Words("augmentation", Code.CNN4010, Augmentations.all()));
        List<PlacedSetting> metrics = each("metrics",
                new SettingReader.Words("metric", Code.CNN4011, Metrics.all()));
        Map<String, Setting> own = new HashMap<>();
        Settings.all().forEach(term -> own(term).ifPresent(setting -> own.put(term.name(), setting)));
        int batch = count("batch", 64, 1, MAX_BATCH);
        int epochs = count("epochs", 10, 1, Integer.MAX_VALUE);
        int seed = count("seed", 1, 0, Integer.MAX_VALUE);
        Term.find(Settings.all(), EARLY_STOP).filter(term -> own.containsKey(EARLY_STOP)).flatMap(this::spanOf)
                .ifPresent(place -> requireValidation(EARLY_STOP, place, data));
        if (schedule.filter(chosen -> chosen.name().equals(PLATEAU)).isPresent()) {
            requireValidation(PLATEAU, settings.get("schedule").values().getFirst().span(), data);
        }
        if (diagnostics.errors() > before || loss.isEmpty() || optimizer.isEmpty() || schedule.isEmpty()) return Optional.empty();
        Loss chosenLoss = Losses.find(loss.get().name()).orElseThrow().create().apply(loss.get().arguments());
        Optimizer chosenOptimizer =
                Optimizers.create(Optimizers.find(optimizer.get().name()).orElseThrow(), optimizer.get().arguments());
        return Optional.of(new TrainSpec(
                data, augment, chosenLoss, chosenOptimizer, schedule.get(), batch, epochs, seed,
                Optional.ofNullable(own.get("early_stop")), Optional.ofNullable(own.get("checkpoint")),
                Optional.ofNullable(own.get("ensemble")), Optional.ofNullable(own.get("ema")),
                metrics.stream().map(PlacedSetting::setting).toList(), Optional.of(lossAt)));
    }

    /** What watches the validation samples needs some. */
    private void requireValidation(String watcher, Span at, Optional<Setting> data) {
        if (settings.containsKey("data") && data.isEmpty()) return;
        boolean some = data.map(source -> source.arguments().values().get("validation"))
                .filter(samples -> samples instanceof Number number && number.doubleValue() > 0).isPresent();
        if (some || data.filter(source -> DataSources.mayHoldValidation(source.name())).isPresent()) return;
        Diagnostic diagnostic = Diagnostic.error(Code.CNN4060, at,
                "`" + watcher + "` watches the validation samples, and the data sets none apart");
        Written source = settings.get("data");
        if (source != null) diagnostic = diagnostic.related(source.values().getFirst().span(), "`validation` is 0 here");
        diagnostics.add(diagnostic.note("the data's `validation` says how many it sets apart, as `validation = 1000` does"));
    }

    private static SettingReader.Words losses() {
        List<Term> available = Losses.all().stream().map(kind -> new Term(kind.name(), kind.summary(), kind.schema())).toList();
        return new SettingReader.Words("loss", Code.CNN4005, available);
    }

    private static SettingReader.Words optimizers() {
        List<Term> available = Optimizers.all().stream()
                .map(kind -> new Term(kind.name(), kind.summary(), kind.schema().with(Optimizers.argumentsOfAll())))
                .toList();
        return new SettingReader.Words("optimizer", Code.CNN4006, available);
    }

    private static SettingReader.Words dataSources() {
        List<Term> available = DataSources.all().stream().map(source -> new Term(source.name(), source.summary(), source.schema())).toList();
        return new SettingReader.Words("data source", Code.CNN5001, available);
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
                settings.put(key, new Written(evaluator.arguments(setting.values()), span));
            }
        }
        for (String key : SETTINGS) {
            overrides.setting(key).ifPresent(values ->
                    settings.put(key, new Written(values, values.isEmpty() ? at : values.getFirst().span())));
        }
    }

    private static Diagnostic unknown(String key, Span span) {
        Diagnostic diagnostic = Diagnostic.error(Code.CNN4001, span, "there is no setting `" + key + "`");
        if (Schedules.WARMUP.name().equals(key)) {
            return diagnostic.note("`" + key + "` is an argument of the schedule, as in `schedule constant(" + key + " = …)`");
        }
        if (Optimizers.argumentsOfAll().stream().anyMatch(argument -> argument.name().equals(key))) {
            return diagnostic.note("`" + key + "` is an argument of the optimizer, as in `optimizer sgd(" + key + " = …)`");
        }
        return Suggestion.offer(diagnostic, key, SETTINGS);
    }

    /** The word that a setting gives, or {@code otherwise} (empty for none) where it is not set. */
    private Optional<Setting> choose(String key, String otherwise, Span at, SettingReader.Words known) {
        if (settings.containsKey(key)) return single(key).flatMap(given -> words.word(key, given, known));
        if (!otherwise.isEmpty()) return words.word(key, new Given(Optional.empty(), new Constant.Word(otherwise), at), known);
        return Optional.empty();
    }

    /** The words of a setting that takes several, in their order. */
    private List<PlacedSetting> each(String key, SettingReader.Words known) {
        Written setting = settings.get(key);
        if (setting == null) return List.of();
        if (setting.values().isEmpty()) diagnostics.add(Diagnostic.error(Code.CNN4008, setting.key(), "`" + key + "` takes one or more values"));
        return setting.values().stream()
                .flatMap(given -> words.oneOf(key, given, known).map(word -> new PlacedSetting(word, given.span())).stream()).toList();
    }

    /** A setting that is a word itself; empty where it is not set, or after an error. */
    private Optional<Setting> own(Term term) {
        Written setting = settings.get(term.name());
        return spanOf(term).flatMap(at -> words.own(term, setting == null ? List.of() : setting.values(), at));
    }

    /** Where a setting that is a word itself is set. */
    private Optional<Span> spanOf(Term term) {
        return Optional.ofNullable(settings.get(term.name())).map(Written::key).or(() -> words.setOutside(term));
    }

    /** A setting's only value; empty where it is not set, or after an error. */
    private Optional<Given> single(String key) {
        Written setting = settings.get(key);
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
