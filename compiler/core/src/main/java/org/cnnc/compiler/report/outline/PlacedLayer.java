package org.cnnc.compiler.report.outline;

import java.util.List;
import org.cnnc.compiler.graph.Node;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.shape.LayerSummary;

/** A layer as the graph has it, with what is reported of it. */
public record PlacedLayer(Node node, LayerSummary summary) {
    public String path() {
        return summary.path();
    }

    /** The inputs of the model and the layers' results that it reads, in order. */
    public List<Value> reads() {
        return node.inputs().stream().filter(PlacedLayer::flows).toList();
    }

    private static boolean flows(Value value) {
        return switch (value.kind()) {
            case INPUT, RESULT -> true;
            case TARGET, SAMPLE_WEIGHT, PARAMETER, STATE -> false;
        };
    }

    public Value result() {
        return node.output();
    }
}
