package org.cnnc.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.cnnc.measure.Spread;

/**
 * How fast a network is beside its rivals.
 *
 * @param unit of the rates
 * @param sides how the sides are started, this project's first
 * @param targets by rival; others are measured without one
 */
record RateRow(String name, String title, Unit unit, Contestants sides, Map<String, Bound> targets) implements Row {
    /** What rates are given in. */
    enum Unit {
        IMAGES("images/s"),
        GFLOPS("GFLOP/s");

        private final String text;

        Unit(String text) {
            this.text = text;
        }

        /** Of a run: so many images, or so many thousand million operations of the direct form. */
        double work(PreparedModel model, int batch, boolean training) {
            return switch (this) {
                case IMAGES -> batch;
                // Forward, gradient of the weights, gradient of the input, of the same cost each.
                case GFLOPS -> 2e-9 * model.macs() * batch * (training ? 3 : 1);
            };
        }
    }

    /** What is measured, once the models are ready. */
    record Work(PreparedModel model, int batch, boolean training, SequencedMap<String, Launch> launches) {}

    /** Makes the models, and says how the sides are started. */
    @FunctionalInterface
    interface Contestants {
        Work of(Bench bench) throws IOException;
    }

    @Override
    public List<Entry> measure(Bench bench) throws IOException, InterruptedException {
        Work work = sides.of(bench);
        double amount = unit.work(work.model(), work.batch(), work.training());
        SequencedMap<String, Measured> measured = bench.steady(work.launches());
        String own = measured.firstEntry().getKey();
        Measured ours = measured.firstEntry().getValue();
        List<Entry> entries = new ArrayList<>();
        measured.forEach((side, found) -> {
            Entry entry = Entry.of(title, side, unit.text, rates(found, amount));
            if (side.equals(own)) {
                entries.add(withRoof(entry, found, work));
                return;
            }
            Spread rate = rates(ours, amount);
            Spread theirs = rates(found, amount);
            entry = entry.compared(rate.median() / theirs.median(), rate.p90() / theirs.p90())
                    .remarked(Agreement.of(side, ours.results(), found.results()));
            Bound target = targets.get(side);
            entries.add(target == null ? entry : entry.aimedAt(target));
        });
        return entries;
    }

    static Spread rates(Measured measured, double work) {
        return Spread.of(measured.runs().stream().mapToDouble(seconds -> work / seconds).toArray());
    }

    private static Entry withRoof(Entry entry, Measured found, Work work) {
        if (found.roofs().isEmpty()) return entry;
        Spread roof = Spread.of(found.roofs().stream().mapToDouble(Double::doubleValue).toArray());
        Spread gflops = rates(found, Unit.GFLOPS.work(work.model(), work.batch(), work.training()));
        return entry.remarked(String.format(
                Locale.ROOT, "%.0f GFLOP/s, %.0f%% of the roof (%.0f)", gflops.median(),
                100 * gflops.median() / roof.median(), roof.median()));
    }

    /** Sides in the order in which they are measured, this project's first. */
    @SafeVarargs
    static SequencedMap<String, Launch> launches(Launch ours, Map.Entry<String, Launch>... rivals) {
        SequencedMap<String, Launch> launches = new LinkedHashMap<>();
        launches.put(Sides.CNNC, ours);
        for (Map.Entry<String, Launch> rival : rivals) launches.put(rival.getKey(), rival.getValue());
        return launches;
    }
}
