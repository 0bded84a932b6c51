package org.cnnc.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cnnc.compiler.schedule.Kernel;
import org.cnnc.measure.Spread;

/**
 * Every kernel of a network beside what the schedule predicts for it: one that HotSpot compiles badly, or not at all,
 * stands out. The clock's rate is taken from the roof.
 *
 * @param file of the zoo
 * @param program such as {@code Single512}
 */
record CliffRow(String name, String title, String file, String program, Bound target) implements Row {
    /** Kernels that are named as the slowest of their kind. */
    private static final int NAMED = 4;

    /** Predicted times below this many seconds are mostly the call itself. */
    private static final double LEAST = 2e-6;

    private record Timed(String kernel, double predicted, double seconds) {
        double ratio() {
            return predicted / seconds;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s %.3f ms, predicted %.3f", kernel, 1e3 * seconds, 1e3 * predicted);
        }
    }

    @Override
    public List<Entry> measure(Bench bench) throws IOException, InterruptedException {
        PreparedModel model = bench.zoo(file);
        Map<String, Kernel> kernels = ProgramKernels.of(model, program).kernels().stream()
                .collect(Collectors.toMap(Kernel::name, Function.identity()));
        List<String[]> lines = bench.profile(Sides.cnncKernels(model, program, ""));
        double operationsPerCycle = 2.0 * 2 * Machine.vectorBits() / Float.SIZE;
        List<Timed> timed = new ArrayList<>();
        double hertz = 0;
        for (String[] words : lines) {
            if (words[0].equals("roof")) {
                hertz = 1e9 * Double.parseDouble(words[1]) / operationsPerCycle;
            } else {
                double predicted = kernels.get(words[1]).cycles() / hertz;
                if (predicted >= LEAST) timed.add(new Timed(words[1], predicted, Double.parseDouble(words[2])));
            }
        }
        timed.sort(Comparator.comparingDouble(Timed::ratio));
        Spread ratios = Spread.of(timed.stream().mapToDouble(Timed::ratio).toArray());
        Entry entry = Entry.of(title, Sides.CNNC, "x the predicted rate", ratios)
                .compared(ratios.percentile(0), Double.NaN)
                .aimedAt(target);
        return List.of(entry.remarked(timed.size() + " kernels, the slowest beside their prediction: "
                + timed.stream().limit(NAMED).map(Timed::toString).collect(Collectors.joining(", "))));
    }
}
