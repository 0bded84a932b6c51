package org.cnnc.compiler.op;

import java.util.List;

/** Layers of one purpose, which the reference page shows together. */
public record LayerFamily(String title, List<LayerKind> kinds) {
    static LayerFamily of(String title, LayerKind... kinds) {
        return new LayerFamily(title, List.of(kinds));
    }
}
