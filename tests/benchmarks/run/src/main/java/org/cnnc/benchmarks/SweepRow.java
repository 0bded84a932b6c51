package org.cnnc.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.cnnc.measure.Spread;

/** Every convolution of the zoo, in each direction and at each width that this CPU has, as a share of that width's roof. */
record SweepRow() implements Row {
    private static final List<Integer> WIDTHS = List.of(512, 256, 128);

    @Override
    public String name() {
        return "sweep";
    }

    @Override
    public String title() {
        return "convolutions of the zoo";
    }

    /** Widths that are measured here, the widest first. */
    static List<Integer> widths() {
        return WIDTHS.stream().filter(width -> width <= Machine.vectorBits()).toList();
    }

    /** The side of an entry. */
    static String side(ConvShape.Direction direction, int width) {
        return direction + " " + width;
    }

    @Override
    public List<Entry> measure(Bench bench) throws IOException, InterruptedException {
        List<Entry> entries = new ArrayList<>();
        List<ConvShape> shapes = ZooShapes.all().stream().limit(bench.options().quick() ? 2 : Long.MAX_VALUE).toList();
        for (ConvShape shape : shapes) {
            System.err.println("  " + shape);
            PreparedModel model = shape.prepare(bench);
            for (int width : widths()) {
                for (ConvShape.Direction direction : ConvShape.Direction.values()) {
                    String program = (direction == ConvShape.Direction.FORWARD ? "Single" : "Training") + width;
                    entries.add(entry(shape, direction, width, measured(bench, model, program, direction)));
                }
            }
        }
        return entries;
    }

    private static Measured measured(Bench bench, PreparedModel model, String program, ConvShape.Direction direction)
            throws IOException, InterruptedException {
        SequencedMap<String, Launch> sides = new LinkedHashMap<>();
        sides.put(Sides.CNNC, Sides.cnncKernels(model, program, direction.kernels()));
        return bench.shortly(sides).get(Sides.CNNC);
    }

    private static Entry entry(ConvShape shape, ConvShape.Direction direction, int width, Measured found) {
        Spread rate = RateRow.rates(found, 2e-9 * shape.macs() * found.block());
        Spread roof = RoofRow.spread(found.roofs());
        return Entry.of(shape.toString(), side(direction, width), "GFLOP/s", rate)
                .compared(rate.median() / roof.median(), rate.p90() / roof.p90());
    }
}
