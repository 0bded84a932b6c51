package org.cnnc.cli.sweep;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.diagnostics.Suggestion;
import org.cnnc.compiler.graph.OutsideValue;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.source.Span;

/**
 * Reads the tree of a sweep's file: {@code search}, {@code trials}, {@code seed} and {@code by} are the sweep's own; of
 * all else, a list holds the values to try, {@code min} and {@code max} bound a range, and a single value holds for
 * every trial.
 */
public final class SweepReader {
    /** The sweep's own settings. */
    public static final List<String> OWN = List.of("search", "trials", "seed", "by");

    private static final String MIN = "min";
    private static final String MAX = "max";
    private static final String SCALE = "scale";
    private static final String ROUND = "round";
    private static final List<String> BOUNDS = List.of(MIN, MAX, SCALE, ROUND);

    private final Map<String, Overrides.Setting> settings = new LinkedHashMap<>();
    private final Diagnostics diagnostics;

    private SweepReader(List<Overrides.Setting> settings, Diagnostics diagnostics) {
        settings.forEach(setting -> this.settings.put(setting.path(), setting));
        this.diagnostics = diagnostics;
    }

    /**
     * @param settings the leaves of the tree
     * @param file what is marked where the whole file is at fault
     * @return empty after an error
     */
    public static Optional<SweepPlan> read(List<Overrides.Setting> settings, Span file, Diagnostics diagnostics) {
        return new SweepReader(settings, diagnostics).plan(file);
    }

    private Optional<SweepPlan> plan(Span file) {
        Optional<Search> search = word("search", Search.values(), Search::word);
        Optional<Ranking> by = word("by", Ranking.values(), ranking -> ranking.name().toLowerCase(Locale.ROOT));
        int seed = count("seed", 0, Integer.MAX_VALUE).orElse(1);
        Optional<Integer> trials = count("trials", 1, Integer.MAX_VALUE);
        List<Overrides.Setting> fixed = new ArrayList<>();
        List<Dimension> dimensions = new ArrayList<>();
        Set<String> ranges = new HashSet<>();
        for (Overrides.Setting setting : settings.values()) {
            if (OWN.contains(setting.path())) continue;
            String parent = parent(setting.path());
            if (isRange(parent)) {
                if (ranges.add(parent)) range(parent).ifPresent(dimensions::add);
            } else {
                switch (setting.value()) {
                    case OutsideValue.Several list -> choices(setting, list).ifPresent(dimensions::add);
                    case OutsideValue.Single single -> fixed.add(setting);
                }
            }
        }
        Search chosen = search.orElse(Search.GRID);
        checkCount(chosen, trials, file);
        if (dimensions.isEmpty() && !diagnostics.hasErrors()) {
            diagnostics.add(Diagnostic.error(Code.CNN4070, file, "nothing is to be tried: no setting has several values")
                    .note("a list holds the values to try, as in `classes: [10, 100]`"));
        }
        if (diagnostics.hasErrors()) return Optional.empty();
        return Optional.of(new SweepPlan(chosen, trials.orElse(0), seed, by, fixed, dimensions));
    }

    private void checkCount(Search search, Optional<Integer> trials, Span file) {
        switch (search) {
            case GRID -> {
                if (trials.isEmpty()) return;
                diagnostics.add(fault("trials", "a grid has as many trials as its lists have combinations")
                        .note("leave it out, or say `search: random`"));
            }
            case RANDOM -> {
                if (trials.isEmpty() && !settings.containsKey("trials")) {
                    diagnostics.add(Diagnostic.error(
                            Code.CNN4070, settings.get("search").key(), "a random search needs a number of `trials`"));
                } else if (trials.isPresent() && trials.get() > SweepPlan.MOST_TRIALS) {
                    diagnostics.add(Diagnostic.error(Code.CNN4071, settings.get("trials").value().span(),
                            "a sweep has " + SweepPlan.MOST_TRIALS + " trials at most"));
                }
            }
        }
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('.')));
    }

    private boolean isRange(String path) {
        return !path.isEmpty() && (settings.containsKey(path + "." + MIN) || settings.containsKey(path + "." + MAX));
    }

    private Optional<Dimension> choices(Overrides.Setting setting, OutsideValue.Several list) {
        if (list.elements().isEmpty()) {
            diagnostics.add(fault(setting.path(), "this list holds no value to try"));
            return Optional.empty();
        }
        Set<String> seen = new HashSet<>();
        for (OutsideValue value : list.elements()) {
            if (seen.add(value.text())) continue;
            diagnostics.add(Diagnostic.error(Code.CNN4070, value.span(), value.text() + " is listed before"));
            return Optional.empty();
        }
        return Optional.of(new Dimension.Choices(setting.path(), setting.key(), list.elements()));
    }

    private Optional<Dimension> range(String path) {
        for (String name : settings.keySet()) {
            if (!parent(name).equals(path) || BOUNDS.contains(name.substring(path.length() + 1))) continue;
            String last = name.substring(path.length() + 1);
            diagnostics.add(Suggestion.offer(fault(name, "a range has no `" + last + "`"), last, BOUNDS));
            return Optional.empty();
        }
        for (String bound : List.of(MIN, MAX)) {
            if (settings.containsKey(path + "." + bound)) continue;
            Overrides.Setting other = settings.get(path + "." + (bound.equals(MIN) ? MAX : MIN));
            diagnostics.add(Diagnostic.error(Code.CNN4070, other.key(), "this range has no `" + bound + "`"));
            return Optional.empty();
        }
        Optional<BigDecimal> min = number(path + "." + MIN);
        Optional<BigDecimal> max = number(path + "." + MAX);
        Optional<Scale> scale = word(path + "." + SCALE, Scale.values(), value -> value.name().toLowerCase(Locale.ROOT));
        boolean rounds = settings.containsKey(path + "." + ROUND);
        Optional<BigDecimal> round = rounds ? number(path + "." + ROUND) : Optional.empty();
        boolean unread = min.isEmpty() || max.isEmpty() || rounds && round.isEmpty()
                || settings.containsKey(path + "." + SCALE) && scale.isEmpty();
        if (unread) return Optional.empty();
        Overrides.Setting least = settings.get(path + "." + MIN);
        Dimension.Range range = new Dimension.Range(
                path, least.key(), min.get(), max.get(), scale.orElse(Scale.LINEAR), round, least.value().span());
        return Optional.of(range).filter(this::isSound).map(Dimension.class::cast);
    }

    private boolean isSound(Dimension.Range range) {
        String path = range.path();
        if (range.min().compareTo(range.max()) >= 0) {
            return not(path + "." + MAX, "`max` is greater than `min`, " + range.min().toPlainString());
        }
        if (range.scale() == Scale.LOG && range.min().signum() <= 0) {
            return not(path + "." + MIN, "a logarithmic scale begins above 0");
        }
        if (range.round().isEmpty()) return true;
        BigDecimal step = range.round().get();
        if (step.signum() <= 0) return not(path + "." + ROUND, "`round` is above 0");
        if (range.least(step).compareTo(range.greatest(step)) <= 0) return true;
        return not(path + "." + ROUND, "no multiple of this lies between `min` and `max`");
    }

    private boolean not(String path, String message) {
        diagnostics.add(Diagnostic.error(Code.CNN4070, settings.get(path).value().span(), message));
        return false;
    }

    private Diagnostic fault(String path, String message) {
        return Diagnostic.error(Code.CNN4070, settings.get(path).key(), message);
    }

    private <T> Optional<T> word(String path, T[] values, Function<T, String> text) {
        Overrides.Setting setting = settings.get(path);
        if (setting == null) return Optional.empty();
        Optional<T> found = Stream.of(values).filter(value -> text.apply(value).equals(setting.value().text())).findFirst();
        if (found.isEmpty()) {
            Span span = setting.value().span();
            List<String> words = Stream.of(values).map(text).toList();
            diagnostics.add(Suggestion.offer(
                    Diagnostic.error(Code.CNN4070, span, "`" + setting.value().text() + "` is none of "
                            + String.join(" and ", words)),
                    setting.value().text(), words));
        }
        return found;
    }

    private Optional<Integer> count(String path, int min, int max) {
        if (!settings.containsKey(path)) return Optional.empty();
        return number(path, value -> value.stripTrailingZeros().scale() <= 0
                        && value.compareTo(BigDecimal.valueOf(min)) >= 0 && value.compareTo(BigDecimal.valueOf(max)) <= 0,
                "a whole number from " + min + " on").map(BigDecimal::intValueExact);
    }

    private Optional<BigDecimal> number(String path) {
        return number(path, value -> Math.abs(value.doubleValue()) <= Float.MAX_VALUE, "a number");
    }

    private Optional<BigDecimal> number(String path, Predicate<BigDecimal> allowed, String expected) {
        Overrides.Setting setting = settings.get(path);
        String text = setting.value().text();
        try {
            BigDecimal value = new BigDecimal(text);
            if (Math.abs(value.scale()) < Float.MAX_EXPONENT && allowed.test(value)) return Optional.of(value);
        } catch (NumberFormatException e) {
            // Told below, as any other value that is not allowed here.
        }
        diagnostics.add(Diagnostic.error(
                Code.CNN4070, setting.value().span(), "expected " + expected + ", found " + text));
        return Optional.empty();
    }
}
