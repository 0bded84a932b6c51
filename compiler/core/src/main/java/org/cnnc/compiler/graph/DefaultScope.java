package org.cnnc.compiler.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Default arguments by layer, for what follows in a body and in all that it uses; the nearest scope wins. */
final class DefaultScope {
    private final Optional<DefaultScope> parent;
    private final Map<String, List<Given>> own = new HashMap<>();

    private DefaultScope(Optional<DefaultScope> parent) {
        this.parent = parent;
    }

    static DefaultScope root() {
        return new DefaultScope(Optional.empty());
    }

    DefaultScope child() {
        return new DefaultScope(Optional.of(this));
    }

    /** Later defaults of a scope stand before earlier ones, so that they win. */
    void add(String kind, List<Given> arguments) {
        own.computeIfAbsent(kind, k -> new ArrayList<>()).addAll(0, arguments);
    }

    /** All defaults of a kind, those that win first. */
    List<Given> of(String kind) {
        List<Given> all = new ArrayList<>(own.getOrDefault(kind, List.of()));
        parent.ifPresent(outer -> all.addAll(outer.of(kind)));
        return all;
    }
}
