package org.cnnc.compiler.graph;

import java.util.List;
import java.util.Optional;

/** A registry's name with arguments: {@code he_normal}, {@code he_normal(fan = out)}. */
record NamedUse(String name, List<Given> arguments) {
    static Optional<NamedUse> of(Constant value) {
        return switch (value) {
            case Constant.Word word -> Optional.of(new NamedUse(word.name(), List.of()));
            case Constant.Call call -> Optional.of(new NamedUse(call.name(), call.arguments()));
            case Constant other -> Optional.empty();
        };
    }
}
