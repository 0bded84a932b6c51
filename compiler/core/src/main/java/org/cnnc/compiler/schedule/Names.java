package org.cnnc.compiler.schedule;

import java.util.HashMap;
import java.util.Map;
import org.cnnc.compiler.graph.Node;
import org.cnnc.compiler.op.Layer;

/** Names of kernels, which become names of methods: the layer's path and what is computed, each name once. */
final class Names {
    private final Map<String, Integer> taken = new HashMap<>();

    /** What all nests of a node are named after; not unique, as paths such as {@code a.b} and {@code a_b} are alike. */
    static String of(Node node) {
        String what = node.op() instanceof Layer ? "forward" : node.op().name();
        return identifier(node.path()) + "_" + what;
    }

    String unique(String name) {
        int count = taken.merge(name, 1, Integer::sum);
        return count == 1 ? name : unique(name + "_" + count);
    }

    /** The path as a name of a method. */
    static String identifier(String path) {
        return path.replaceAll("[^A-Za-z0-9_]", "_");
    }
}
