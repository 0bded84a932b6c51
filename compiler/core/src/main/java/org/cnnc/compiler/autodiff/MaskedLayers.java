package org.cnnc.compiler.autodiff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cnnc.compiler.graph.Node;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.op.Activation;
import org.cnnc.compiler.op.DropConnect;
import org.cnnc.compiler.op.GraphBuilder;
import org.cnnc.compiler.op.Layer;
import org.cnnc.compiler.op.MaskedWeight;
import org.cnnc.compiler.op.ParameterSpec;
import org.cnnc.compiler.op.Value;

/** The layers whose weights training drops: those before a {@link DropConnect}. */
final class MaskedLayers {
    /** By the layer's result, how its weights are dropped. */
    private final Map<Value, Drop> drops = new LinkedHashMap<>();

    private record Drop(double p, int stream) {}

    private MaskedLayers() {}

    static MaskedLayers of(TypedGraph graph) {
        MaskedLayers layers = new MaskedLayers();
        Map<Value, Node> producers = new HashMap<>();
        for (Node node : graph.nodes()) {
            producers.put(node.output(), node);
            if (!(node.op() instanceof DropConnect drop)) continue;
            Value before = node.inputs().getFirst();
            while (producers.containsKey(before) && producers.get(before).op() instanceof Activation) {
                before = producers.get(before).inputs().getFirst();
            }
            layers.drops.put(before, new Drop(drop.p(), layers.drops.size()));
        }
        return layers;
    }

    /** Streams of random numbers that the masks draw from, counted from 0. */
    int count() {
        return drops.size();
    }

    /** What a node reads in training: its inputs, with masked weights in the place of dropped ones. */
    List<Value> inputs(Node node, GraphBuilder builder) {
        Drop drop = drops.get(node.output());
        if (drop == null || !(node.op() instanceof Layer layer)) return node.inputs();
        List<ParameterSpec> parameters = layer.parameters(node.inputs().stream()
                .filter(value -> value.type().batched())
                .map(value -> value.type().shape())
                .toList());
        List<Value> inputs = new ArrayList<>(node.inputs());
        int first = inputs.size() - parameters.size();
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).role() != ParameterSpec.Role.WEIGHT) continue;
            inputs.set(first + i, builder.apply(new MaskedWeight(drop.p, drop.stream), inputs.get(first + i)));
        }
        return inputs;
    }
}
