package org.cnnc.compiler.graph;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The tensors that a body can name: its labels, branches and inputs, and those of the bodies around it. */
final class TensorNames {
    private final Optional<TensorNames> parent;
    private final Map<String, Integer> tensors = new LinkedHashMap<>();

    private TensorNames(Optional<TensorNames> parent) {
        this.parent = parent;
    }

    static TensorNames root() {
        return new TensorNames(Optional.empty());
    }

    TensorNames child() {
        return new TensorNames(Optional.of(this));
    }

    void define(String name, int tensor) {
        tensors.put(name, tensor);
    }

    OptionalInt find(String name) {
        Integer tensor = tensors.get(name);
        if (tensor != null) return OptionalInt.of(tensor);
        return parent.map(outer -> outer.find(name)).orElse(OptionalInt.empty());
    }

    Set<String> names() {
        Set<String> names = new LinkedHashSet<>(tensors.keySet());
        parent.ifPresent(outer -> names.addAll(outer.names()));
        return names;
    }
}
