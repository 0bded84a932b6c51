package org.cnnc.benchmarks;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.cnnc.measure.Spread;

/** What a second thread brings. */
record SpeedupRow(String name, String title, Contestants sides, Bound target) implements Row {
    private static final String ONE = "cnnc, one thread";
    private static final String TWO = "cnnc, two threads";

    /** How this project is started with so many threads. */
    @FunctionalInterface
    interface Contestants {
        Launch of(Bench bench, int threads) throws IOException;
    }

    @Override
    public List<Entry> measure(Bench bench) throws IOException, InterruptedException {
        SequencedMap<String, Launch> launches = new LinkedHashMap<>();
        // Two threads' time is the wall's, and one thread's that it is compared with.
        launches.put(ONE, sides.of(bench, 1).with("clock", "wall"));
        launches.put(TWO, sides.of(bench, 2).with("clock", "wall"));
        SequencedMap<String, Measured> found = bench.steady(launches);
        Spread one = runs(found.get(ONE));
        Spread two = runs(found.get(TWO));
        return List.of(
                Entry.of(title, ONE, "ms", one),
                Entry.of(title, TWO, "ms", two)
                        .compared(one.median() / two.median(), one.p10() / two.p10())
                        .aimedAt(target));
    }

    private static Spread runs(Measured measured) {
        return Spread.of(measured.runs().stream().mapToDouble(seconds -> 1e3 * seconds).toArray());
    }
}
