package org.cnnc.compiler.graph;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.LinkedHashSet;

/** Compile-time variables: those of a body, and of the bodies around it. */
final class Scope {
    private final Optional<Scope> parent;
    private final Map<String, Constant> values = new LinkedHashMap<>();

    private Scope(Optional<Scope> parent) {
        this.parent = parent;
    }

    static Scope root() {
        return new Scope(Optional.empty());
    }

    Scope child() {
        return new Scope(Optional.of(this));
    }

    Optional<Constant> find(String name) {
        Constant value = values.get(name);
        return value != null ? Optional.of(value) : parent.flatMap(scope -> scope.find(name));
    }

    /** Whether this very body defines it. */
    boolean defines(String name) {
        return values.containsKey(name);
    }

    void define(String name, Constant value) {
        values.put(name, value);
    }

    /** All names that are visible, the nearest first. */
    SequencedSet<String> names() {
        SequencedSet<String> names = new LinkedHashSet<>(values.keySet());
        parent.ifPresent(scope -> names.addAll(scope.names()));
        return names;
    }
}
