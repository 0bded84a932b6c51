package org.cnnc.compiler.autodiff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cnnc.compiler.graph.Node;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.op.DropConnect;
import org.cnnc.compiler.op.Dropout;
import org.cnnc.compiler.op.Value;

/** The graph without what only training needs. */
public final class Inference {
    private Inference() {}

    /** Takes dropouts and dropconnects out: whoever reads one reads its input instead. */
    public static TypedGraph inference(TypedGraph graph) {
        Map<Value, Value> replaced = new HashMap<>();
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            List<Value> inputs = node.inputs().stream().map(value -> replaced.getOrDefault(value, value)).toList();
            if (node.op() instanceof Dropout || node.op() instanceof DropConnect) {
                replaced.put(node.output(), inputs.getFirst());
            } else {
                nodes.add(new Node(node.path(), node.op(), inputs, node.output(), node.line()));
            }
        }
        Map<String, Value> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((name, value) -> outputs.put(name, replaced.getOrDefault(value, value)));
        return new TypedGraph(
                graph.name(), graph.doc(), graph.file(), graph.inputs(), graph.parameters(), graph.parameterValues(),
                nodes, outputs, graph.training());
    }
}
