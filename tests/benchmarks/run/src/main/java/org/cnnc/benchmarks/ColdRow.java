package org.cnnc.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.cnnc.measure.Spread;

/**
 * From the start of a JVM to the first result, on all processors.
 *
 * @param file of the zoo
 * @param own what is aimed at by itself; null where a rival is the measure
 * @param rival what is aimed at beside ONNX Runtime; null where it is not
 */
record ColdRow(String name, String title, String file, Bound own, Bound rival) implements Row {
    private static final String FLAGGED = "cnnc, flags for the start";

    @Override
    public List<Entry> measure(Bench bench) throws IOException, InterruptedException {
        PreparedModel model = bench.zoo(file);
        model.writeOnnx();
        SequencedMap<String, Launch> sides = new LinkedHashMap<>();
        Launch launch = Sides.cnncInference(model, 1, Machine.processors());
        sides.put(Sides.CNNC, launch);
        sides.put(FLAGGED, launch.withFlags(StartFlags.FOR_A_FAST_START));
        sides.put(Sides.ONNX_RUNTIME, Sides.onnxRuntime(model, 1, Machine.processors()));
        SequencedMap<String, Measured> found = bench.first(sides);
        Spread theirs = RoofRow.spread(found.get(Sides.ONNX_RUNTIME).first());
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, Measured> side : found.entrySet()) {
            Spread seconds = RoofRow.spread(side.getValue().first());
            Entry entry = Entry.of(title, side.getKey(), "s", seconds);
            if (side.getKey().equals(Sides.ONNX_RUNTIME)) {
                entries.add(entry);
            } else if (rival != null) {
                entries.add(entry.compared(seconds.median() / theirs.median(), seconds.p10() / theirs.p10()).aimedAt(rival));
            } else {
                entries.add(entry.aimedAt(own));
            }
        }
        return entries;
    }
}
