package org.cnnc.compiler.report.outline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cnnc.compiler.op.Op;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.shape.LayerSummary;

/**
 * What a part is made of, whatever it is called and wherever it stands: two parts of an equal make have the same
 * layers, wired in the same way, with the same shapes and initialisers.
 */
record Make(List<Piece> pieces) {
    /**
     * A layer of the part.
     *
     * @param name the layer's name within the part
     * @param reads where each input comes from: the piece's number, or -1 and below for tensors from outside in the
     *     order in which they are first read
     */
    record Piece(String name, Op op, List<Integer> reads, String shape, long parameters, String init) {}

    static Make of(Part part) {
        Map<Value, Integer> numbers = new HashMap<>();
        List<PlacedLayer> layers = part.layers();
        for (int i = 0; i < layers.size(); i++) numbers.put(layers.get(i).result(), i);
        int[] outside = {0};
        return new Make(IntStream.range(0, layers.size())
                .mapToObj(i -> {
                    PlacedLayer layer = layers.get(i);
                    LayerSummary summary = layer.summary();
                    List<Integer> reads = layer.reads().stream()
                            .map(value -> numbers.computeIfAbsent(value, _ -> --outside[0]))
                            .toList();
                    return new Piece(
                            layer.path().substring(part.path().length()), layer.node().op(), reads,
                            summary.output().toString(), summary.parameters(), summary.init() + " " + summary.deviation());
                })
                .toList());
    }

    /** Whether parts have an equal make. */
    static boolean same(Part a, Part b) {
        return a.layers().size() == b.layers().size() && of(a).equals(of(b));
    }
}
