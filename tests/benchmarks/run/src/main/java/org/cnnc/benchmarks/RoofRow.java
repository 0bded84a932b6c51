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
 * Kernels of one layer as a share of the roof, measured beside it in the same JVM.
 *
 * @param program where they are, such as {@code Single512}
 */
record RoofRow(String name, String title, List<ConvShape> shapes, ConvShape.Direction direction, String program, Bound target)
        implements Row {
    @Override
    public List<Entry> measure(Bench bench) throws IOException, InterruptedException {
        List<Entry> entries = new ArrayList<>();
        for (ConvShape shape : shapes) {
            PreparedModel model = shape.prepare(bench);
            SequencedMap<String, Launch> sides = new LinkedHashMap<>();
            sides.put(Sides.CNNC, Sides.cnncKernels(model, program, direction.kernels()));
            Measured found = bench.steady(sides).get(Sides.CNNC);
            entries.add(entry(shape, found, roof(bench, found)).aimedAt(target));
        }
        return entries;
    }

    /** Measured beside the kernels; where their JVM has no Vector API, in one that has it. */
    private Spread roof(Bench bench, Measured found) throws IOException, InterruptedException {
        if (!found.roofs().isEmpty()) return spread(found.roofs());
        ConvShape shape = shapes.getFirst();
        Launch beside = Sides.cnncKernels(shape.prepare(bench), "Single" + Machine.vectorBits(), ConvShape.Direction.FORWARD.kernels());
        return spread(bench.steady(new LinkedHashMap<>(Map.of(Sides.CNNC, beside))).get(Sides.CNNC).roofs());
    }

    static Spread spread(List<Double> values) {
        return Spread.of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private Entry entry(ConvShape shape, Measured found, Spread roof) {
        Spread rate = RateRow.rates(found, 2e-9 * shape.macs() * found.block());
        return Entry.of(title + ": " + shape, Sides.CNNC, "GFLOP/s", rate)
                .compared(rate.median() / roof.median(), rate.p90() / roof.p90())
                .remarked(String.format(Locale.ROOT, "roof %.0f", roof.median()));
    }
}
