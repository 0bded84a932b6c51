package org.cnnc.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import org.cnnc.measure.FmaRoof;
import org.cnnc.measure.Spread;
import org.cnnc.measure.Windows;

/**
 * What was measured.
 *
 * @param firstSeconds from opening the network to its first result, which the JVM mostly interprets
 * @param seconds of a run in the steady state, by windows
 * @param roof GFLOP/s of the multiply-add units, by windows beside them; empty where the JVM lacks the Vector API
 */
public record Measurement(double firstSeconds, Spread seconds, Optional<Spread> roof) {
    private static final long WINDOW = 20_000_000;
    private static final int LEAST_WINDOWS = 5;

    /**
     * Measures first result and steady state.
     *
     * @param duration of the windows in seconds; warming up takes as long at the least, and five times as long at the most
     * @param progress is told how much of the windows is done, from 0 to 1
     */
    public static Measurement of(Supplier<Workload> work, int threads, double duration, DoubleConsumer progress) {
        long start = System.nanoTime();
        try (Workload workload = work.get()) {
            workload.run();
            double first = (System.nanoTime() - start) / 1e9;
            long nanos = (long) (duration * 1e9);
            Windows windows = new Windows(workload::run, WINDOW);
            windows.warmUp(nanos, 5 * nanos);
            List<Double> seconds = new ArrayList<>();
            List<Double> roofs = new ArrayList<>();
            try (FmaRoof roof = FmaRoof.measurable() ? new FmaRoof(threads) : null) {
                long begin = System.nanoTime();
                for (long past = 0; past < nanos || seconds.size() < LEAST_WINDOWS; past = System.nanoTime() - begin) {
                    if (roof != null) roofs.add(roof.gflops(WINDOW));
                    seconds.add(windows.next());
                    progress.accept(Math.min(1, (double) past / nanos));
                }
            }
            return new Measurement(
                    first, spread(seconds), roofs.isEmpty() ? Optional.empty() : Optional.of(spread(roofs)));
        }
    }

    private static Spread spread(List<Double> values) {
        return Spread.of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
