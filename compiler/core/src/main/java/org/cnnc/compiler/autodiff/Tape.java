package org.cnnc.compiler.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cnnc.compiler.graph.Node;
import org.cnnc.compiler.op.GraphBuilder;
import org.cnnc.compiler.op.Op;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.tensor.TensorType;

/** The nodes of a graph being built, in order. New nodes take the path and the line of the one {@link #at}. */
final class Tape implements GraphBuilder {
    private final List<Node> nodes = new ArrayList<>();
    private int nextId;
    private String path = "";
    private int line = 1;

    /** @param firstId above the ids of all values that the graph has from elsewhere */
    Tape(int firstId) {
        nextId = firstId;
    }

    List<Node> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    /** Says which layer the nodes that follow are made for. */
    void at(String path, int line) {
        this.path = path;
        this.line = line;
    }

    void add(Node node) {
        nodes.add(node);
    }

    Value value(String name, TensorType type, Value.Kind kind) {
        return new Value(nextId++, name, type, kind);
    }

    @Override
    public Value apply(Op op, Value... inputs) {
        TensorType type = op.infer(Arrays.stream(inputs).map(Value::type).toList());
        Value output = value(path + "." + op.name(), type, Value.Kind.RESULT);
        nodes.add(new Node(path, op, List.of(inputs), output, line));
        return output;
    }

    /** The nodes that these values depend on. */
    List<Node> neededFor(Collection<Value> results) {
        Set<Value> live = new HashSet<>(results);
        List<Node> needed = new ArrayList<>();
        for (Node node : nodes.reversed()) {
            if (!live.contains(node.output())) continue;
            needed.add(node);
            live.addAll(node.inputs());
        }
        return List.copyOf(needed.reversed());
    }
}
