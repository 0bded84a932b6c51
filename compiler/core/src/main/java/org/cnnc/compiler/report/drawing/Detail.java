package org.cnnc.compiler.report.drawing;

import java.util.List;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.report.outline.Folding;
import org.cnnc.compiler.report.outline.Part;
import org.cnnc.compiler.report.outline.Run;

/** How deep a graph is drawn when nobody says. */
public final class Detail {
    /** Boxes that one takes in without losing the way: ResNet-50 with all its branches has 40, GoogLeNet 63. */
    static final int BOXES = 64;

    private final Tensors tensors;

    private Detail(Tensors tensors) {
        this.tensors = tensors;
    }

    /** The greatest depth with at most {@value #BOXES} boxes; 1 when even that has more. */
    public static int automatic(TypedGraph graph, List<Part> parts) {
        Detail detail = new Detail(new Tensors(graph, parts));
        int depth = 1;
        for (int deeper = 2; deeper <= Folding.deepest(parts); deeper++) {
            if (detail.boxes(parts, deeper) <= BOXES) depth = deeper;
        }
        return depth;
    }

    private int boxes(List<Part> parts, int depth) {
        int boxes = 0;
        for (Run run : Run.of(parts, tensors::chained)) {
            boxes += switch (run.first()) {
                case Part.Single single -> 1;
                case Part.Scope scope -> scope.depth() >= depth ? 1 : boxes(scope.parts(), depth);
            };
        }
        return boxes;
    }
}
