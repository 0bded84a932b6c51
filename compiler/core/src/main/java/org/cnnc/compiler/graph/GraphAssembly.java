package org.cnnc.compiler.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.source.Span;

/** The graph as far as expansion has built it. */
final class GraphAssembly {
    final List<GraphInput> inputs = new ArrayList<>();
    final List<GraphNode> nodes = new ArrayList<>();
    final SequencedMap<String, Integer> outputs = new LinkedHashMap<>();
    final List<ShapeAssertion> assertions = new ArrayList<>();
    final List<Expectation> expectations = new ArrayList<>();
    final KnownShapes shapes = new KnownShapes();

    private final Diagnostics diagnostics;
    private int tensors;
    private int statements;
    private boolean complete = true;

    GraphAssembly(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** Something is left out because of an error that was reported before expansion. */
    void leaveOut() {
        complete = false;
    }

    boolean isComplete() {
        return complete;
    }

    int nextTensor() {
        return tensors++;
    }

    void add(GraphInput input) {
        inputs.add(input);
        shapes.add(input);
    }

    /** @throws Limits.Reached when there are too many */
    void add(GraphNode node) {
        if (nodes.size() == Limits.LAYERS) {
            diagnostics.add(Diagnostic.error(Code.CNN2021, node.span(), "this is layer " + (Limits.LAYERS + 1L) + " of the model")
                    .note("a model has at most " + Limits.LAYERS + " layers"));
            throw new Limits.Reached();
        }
        nodes.add(node);
        shapes.add(node);
    }

    /** Counts a statement that is carried out. @throws Limits.Reached when there are too many */
    void step(Span span) {
        if (++statements <= Limits.STATEMENTS) return;
        diagnostics.add(Diagnostic.error(Code.CNN2021, span, "more than " + Limits.STATEMENTS + " statements came before this one")
                .note("`repeat` and blocks are unrolled when the model is compiled"));
        throw new Limits.Reached();
    }
}
