package org.cnnc.benchmarks;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.cnnc.measure.Spread;

/** The most memory that the process of a JVM holds while it predicts. */
record MemoryRow(String name, String title, String file, Bound target) implements Row {
    /** A heap that grows no more than it has to, for both. */
    private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-Xms8m");

    @Override
    public List<Entry> measure(Bench bench) throws IOException, InterruptedException {
        PreparedModel model = bench.zoo(file);
        model.writeOnnx();
        SequencedMap<String, Launch> sides = new LinkedHashMap<>();
        sides.put(Sides.CNNC, Sides.cnncInference(model, 1, 1).withFlags(FLAGS).with("roof", "false"));
        sides.put(Sides.ONNX_RUNTIME, Sides.onnxRuntime(model, 1, 1).withFlags(FLAGS));
        SequencedMap<String, Measured> found = bench.steady(sides);
        Spread ours = megabytes(found.get(Sides.CNNC));
        Spread theirs = megabytes(found.get(Sides.ONNX_RUNTIME));
        return List.of(
                Entry.of(title, Sides.CNNC, "MB", ours)
                        .compared(ours.median() / theirs.median(), Double.NaN)
                        .aimedAt(target),
                Entry.of(title, Sides.ONNX_RUNTIME, "MB", theirs));
    }

    private static Spread megabytes(Measured measured) {
        return Spread.of(measured.memory().stream().mapToDouble(kilobytes -> kilobytes / 1024).toArray());
    }
}
