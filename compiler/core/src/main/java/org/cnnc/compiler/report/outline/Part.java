package org.cnnc.compiler.report.outline;

import java.util.List;
import java.util.stream.Stream;

/** A piece of a model that has a name of its own. */
public sealed interface Part {
    /** The canonical name, {@code layer1.0.main}. */
    String path();

    /** All layers of the part, in the graph's order; never empty. */
    List<PlacedLayer> layers();

    /** A layer, and behind it the activation that its {@code act} adds. */
    record Single(String path, List<PlacedLayer> layers) implements Part {}

    /** A scope: a block's use, an iteration, a branch or a labelled group. @param parts in the graph's order */
    record Scope(String path, List<Part> parts) implements Part {
        @Override
        public List<PlacedLayer> layers() {
            return parts.stream().flatMap(part -> part.layers().stream()).toList();
        }
    }

    /** The last piece of the name. */
    default String name() {
        return path().substring(path().lastIndexOf('.') + 1);
    }

    /** How many pieces the name has. */
    default int depth() {
        return 1 + (int) path().chars().filter(c -> c == '.').count();
    }

    /** The layer whose result is the part's. */
    default PlacedLayer last() {
        return layers().getLast();
    }

    /** The part itself and all below it. */
    default Stream<Part> all() {
        return switch (this) {
            case Single single -> Stream.of(single);
            case Scope scope -> Stream.concat(Stream.of(scope), scope.parts().stream().flatMap(Part::all));
        };
    }
}
