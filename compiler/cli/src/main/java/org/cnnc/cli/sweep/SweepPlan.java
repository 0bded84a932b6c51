package org.cnnc.cli.sweep;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.graph.OutsideValue;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.runtime.CounterRandom;

/**
 * What a sweep is to try.
 *
 * @param count trials of a random search; 0 for a grid, whose lists say how many there are
 * @param seed of the draws
 * @param by what the file says of the ranking
 * @param fixed settings that are the same in all trials
 * @param dimensions one or more
 */
public record SweepPlan(
        Search search, int count, long seed, Optional<Ranking> by, List<Overrides.Setting> fixed,
        List<Dimension> dimensions) {
    /** More than anybody trains; a list too many is found before it fills the memory. */
    public static final int MOST_TRIALS = 10_000;

    /** Separates the draws from other uses of a seed. */
    private static final long DRAWS = 0x7377656570L;

    /** Draws for each trial, at most, until one is found that was not drawn before. */
    private static final int ATTEMPTS = 1000;

    private static final double UNIT = 0x1p-53;
    private static final int DROPPED_BITS = 11;

    public SweepPlan {
        fixed = List.copyOf(fixed);
        dimensions = List.copyOf(dimensions);
    }

    /** All trials, in the order in which they are trained; none after an error. */
    public List<Trial> trials(Diagnostics diagnostics) {
        return switch (search) {
            case GRID -> grid(diagnostics);
            case RANDOM -> random(diagnostics);
        };
    }

    private List<Trial> grid(Diagnostics diagnostics) {
        List<Dimension.Choices> lists = new ArrayList<>();
        long combinations = 1;
        for (Dimension dimension : dimensions) {
            switch (dimension) {
                case Dimension.Choices choices -> lists.add(choices);
                case Dimension.Range range -> diagnostics.add(Diagnostic.error(
                                Code.CNN4070, range.key(), "a grid has no end of values between `min` and `max`")
                        .note("list the values to try, or draw them: `search: random` with a number of `trials`"));
            }
        }
        for (Dimension.Choices list : lists) {
            combinations *= list.values().size();
            if (combinations > MOST_TRIALS) {
                diagnostics.add(Diagnostic.error(
                                Code.CNN4071, list.key(), "with this list there are " + combinations
                                        + " combinations or more; a sweep has " + MOST_TRIALS + " trials at most")
                        .note("list fewer values, or draw some of the combinations: `search: random` with a number of"
                                + " `trials`"));
                return List.of();
            }
        }
        if (diagnostics.hasErrors()) return List.of();
        List<Trial> trials = new ArrayList<>();
        for (int number = 0; number < combinations; number++) {
            Overrides.Setting[] settings = new Overrides.Setting[lists.size()];
            int rest = number;
            for (int d = lists.size() - 1; d >= 0; d--) {
                Dimension.Choices list = lists.get(d);
                settings[d] = setting(list, list.values().get(rest % list.values().size()));
                rest /= list.values().size();
            }
            trials.add(new Trial(number + 1, List.of(settings)));
        }
        return trials;
    }

    /** A trial's values depend on the seed and its number only, as long as those before it are the same. */
    private List<Trial> random(Diagnostics diagnostics) {
        long key = CounterRandom.derive(seed, DRAWS);
        Set<String> drawn = new HashSet<>();
        List<Trial> trials = new ArrayList<>();
        long attempts = (long) count * ATTEMPTS;
        for (int draw = 0; trials.size() < count; draw++) {
            if (draw == attempts) {
                diagnostics.add(Diagnostic.error(Code.CNN4071, dimensions.getFirst().key(),
                        "these lists and ranges give no more than " + trials.size() + " different combinations, and "
                                + count + " trials are asked for"));
                return List.of();
            }
            List<Overrides.Setting> settings = new ArrayList<>();
            for (int d = 0; d < dimensions.size(); d++) {
                double share = (CounterRandom.hash(key, d, draw) >>> DROPPED_BITS) * UNIT;
                settings.add(setting(dimensions.get(d), dimensions.get(d).at(share)));
            }
            Trial trial = new Trial(trials.size() + 1, settings);
            if (drawn.add(trial.toString())) trials.add(trial);
        }
        return trials;
    }

    private static Overrides.Setting setting(Dimension dimension, OutsideValue value) {
        return new Overrides.Setting(dimension.path(), dimension.key(), value);
    }
}
