package org.cnnc.compiler.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.op.Activation;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.Arguments;
import org.cnnc.compiler.op.Layer;
import org.cnnc.compiler.op.LayerKind;

/** The layers that a file may name, and which of them are joins or activations. */
final class Registry {
    private final Map<String, LayerKind> kinds = new LinkedHashMap<>();
    private final Map<String, Optional<Layer>> withDefaults = new LinkedHashMap<>();

    Registry(List<LayerKind> kinds) {
        for (LayerKind kind : kinds) this.kinds.put(kind.name(), kind);
    }

    Optional<LayerKind> find(String name) {
        return Optional.ofNullable(kinds.get(name));
    }

    List<String> names() {
        return List.copyOf(kinds.keySet());
    }

    List<String> activations() {
        return kinds.values().stream().filter(this::isActivation).map(LayerKind::name).toList();
    }

    boolean isActivation(LayerKind kind) {
        return layer(kind).filter(Activation.class::isInstance).isPresent();
    }

    /** Whether the kind takes two or more tensors by name. */
    boolean isJoin(LayerKind kind) {
        return layer(kind).filter(layer -> layer.arity() < 0).isPresent();
    }

    /** The layer with all arguments at their defaults; empty where one must be given. */
    private Optional<Layer> layer(LayerKind kind) {
        Optional<Layer> known = withDefaults.get(kind.name());
        if (known != null) return known;
        boolean complete = kind.schema().arguments().stream().allMatch(Registry::mayBeLeftOut);
        Optional<Layer> layer = Optional.empty();
        if (complete) layer = Optional.of(kind.create().apply(new Arguments(new ArgumentReader(this, new Diagnostics()).defaults(kind.schema()))));
        withDefaults.put(kind.name(), layer);
        return layer;
    }

    private static boolean mayBeLeftOut(Argument argument) {
        return argument.optional() || argument.defaultText().isPresent();
    }
}
