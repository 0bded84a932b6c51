package org.cnnc.compiler.autodiff;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cnnc.compiler.graph.Node;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.op.BatchNorm;
import org.cnnc.compiler.op.Foldable;
import org.cnnc.compiler.op.FoldedBias;
import org.cnnc.compiler.op.Value;

/**
 * Folds batch normalisations into the convolutions and dense layers whose results they alone read. What a folded layer
 * multiplies by and adds is computed once from the parameters, in a copy of theirs: its weight stands where the weight
 * was, and its bias where the running mean was, since there may be no other place.
 */
public final class Folding {
    private final TypedGraph graph;
    private final Tape tape;
    private final Map<Value, Value> prepared = new LinkedHashMap<>();
    private final Map<String, String> folded = new LinkedHashMap<>();

    /**
     * A network for inference.
     *
     * @param graph reads prepared parameters
     * @param nodes compute them from the parameters as they are
     * @param prepared what parameters become; the others stay
     * @param folded by each layer that took one up, the normalisation
     */
    public record Folded(TypedGraph graph, List<Node> nodes, Map<Value, Value> prepared, Map<String, String> folded) {}

    private Folding(TypedGraph graph) {
        this.graph = graph;
        this.tape = new Tape(Autodiff.firstFreeId(graph));
    }

    /** @param graph without what only training needs */
    public static Folded fold(TypedGraph graph) {
        return new Folding(graph).fold();
    }

    private Folded fold() {
        Map<Value, Integer> readers = new HashMap<>();
        Map<Value, Node> producers = new HashMap<>();
        for (Node node : graph.nodes()) {
            node.inputs().forEach(value -> readers.merge(value, 1, Integer::sum));
            producers.put(node.output(), node);
        }
        graph.outputs().values().forEach(value -> readers.merge(value, 1, Integer::sum));
        Map<Node, Node> replaced = new HashMap<>();
        for (Node node : graph.nodes()) {
            Node before = producers.get(node.inputs().getFirst());
            if (!(node.op() instanceof BatchNorm norm) || before == null || readers.get(before.output()) > 1) continue;
            if (!(before.op() instanceof Foldable layer)) continue;
            replaced.put(before, fold(layer, before, norm, node));
            replaced.put(node, null);
            folded.put(before.path(), node.path());
        }
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            Node now = replaced.containsKey(node) ? replaced.get(node) : node;
            if (now != null) nodes.add(now);
        }
        TypedGraph inference = new TypedGraph(
                graph.name(), graph.doc(), graph.file(), graph.inputs(), graph.parameters(), graph.parameterValues(),
                List.copyOf(nodes), graph.outputs(), graph.training());
        return new Folded(
                inference, List.copyOf(tape.nodes()), Collections.unmodifiableMap(prepared),
                Collections.unmodifiableMap(folded));
    }

    private Node fold(Foldable layer, Node node, BatchNorm norm, Node normalization) {
        List<Value> own = normalization.inputs();
        Value mean = own.get(own.size() - 2);
        Value variance = own.getLast();
        Value weight = node.inputs().get(1);
        tape.at(node.path(), node.line());
        List<Value> ofWeight = new ArrayList<>(List.of(weight, variance));
        List<Value> ofBias = new ArrayList<>(List.of(mean, variance));
        if (norm.affine()) {
            ofWeight.add(own.get(1));
            ofBias.addAll(List.of(own.get(1), own.get(2)));
        }
        if (layer.bias()) ofBias.add(node.inputs().get(2));
        prepared.put(weight, tape.apply(layer.folded(norm.eps()), ofWeight.toArray(Value[]::new)));
        prepared.put(mean, tape.apply(
                new FoldedBias(norm.eps(), norm.affine(), layer.bias()), ofBias.toArray(Value[]::new)));
        List<Value> inputs = List.of(node.inputs().getFirst(), weight, mean);
        return new Node(node.path(), layer.withBias(), inputs, normalization.output(), node.line());
    }
}
