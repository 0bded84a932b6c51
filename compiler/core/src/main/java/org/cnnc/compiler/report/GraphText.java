package org.cnnc.compiler.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cnnc.compiler.autodiff.TrainingGraph;
import org.cnnc.compiler.graph.Node;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.op.Value;
import org.cnnc.runtime.Parameter;

/** Graphs as text, one value a line: {@code %7 = relu %6 : 6 x 28 x 28 per sample  # C1, line 5}. */
public final class GraphText {
    private final StringBuilder text = new StringBuilder();

    private GraphText() {}

    /** A typed graph. @param layer only nodes of this layer or below it; empty for all */
    public static String of(TypedGraph graph, String layer) {
        GraphText printer = new GraphText();
        printer.head(graph.name(), graph.file(), graph.inputs(), graph.parameters(), graph.parameterValues(), layer);
        printer.nodes(graph.nodes(), layer);
        printer.results("output", graph.outputs());
        return printer.text.toString();
    }

    /** A training graph. @param layer only nodes of this layer or below it; empty for all */
    public static String of(TrainingGraph graph, String layer) {
        GraphText printer = new GraphText();
        printer.head(graph.name(), graph.file(), graph.inputs(), graph.parameters(), graph.parameterValues(), layer);
        printer.value("target", graph.target(), "");
        printer.value("sample_weight", graph.sampleWeight(), "");
        printer.nodes(graph.nodes(), layer);
        printer.line("loss " + reference(graph.loss()));
        graph.gradients().forEach((parameter, gradient) -> {
            if (within(parameter.name(), layer)) {
                printer.line("gradient " + parameter.name() + " = " + reference(gradient));
            }
        });
        graph.updates().forEach((state, next) -> {
            if (within(state.name(), layer)) printer.line("update " + state.name() + " = " + reference(next));
        });
        printer.results("output", graph.outputs());
        return printer.text.toString();
    }

    /** Whether a path is a layer's or lies below it. */
    public static boolean within(String path, String layer) {
        return layer.isEmpty() || path.equals(layer) || path.startsWith(layer + ".");
    }

    private void head(
            String name, String file, List<Value> inputs, List<Parameter> parameters, List<Value> values,
            String layer) {
        line("graph " + name + " of " + file);
        for (Value input : inputs) value("input", input, "");
        for (int i = 0; i < values.size(); i++) {
            if (within(parameters.get(i).name(), layer)) {
                value("parameter", values.get(i), " = " + parameters.get(i).initializer());
            }
        }
    }

    private void value(String what, Value value, String rest) {
        line(what + " " + reference(value) + " " + value.name() + " : " + type(value) + rest);
    }

    private void nodes(List<Node> nodes, String layer) {
        for (Node node : nodes) {
            if (!within(node.path(), layer)) continue;
            String inputs = node.inputs().stream().map(GraphText::reference).collect(Collectors.joining(", "));
            line(reference(node.output()) + " = " + OpText.of(node.op()) + " " + inputs + " : "
                    + type(node.output()) + "  # " + node.path() + ", line " + node.line());
        }
    }

    private void results(String what, Map<String, Value> results) {
        results.forEach((name, value) -> line(what + " " + name + " = " + reference(value)));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private static String reference(Value value) {
        return "%" + value.id();
    }

    private static String type(Value value) {
        String shape = value.type().shape().rank() == 0 ? "scalar" : value.type().shape().toString();
        return value.type().batched() ? shape + " per sample" : shape;
    }
}
