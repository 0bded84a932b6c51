package org.cnnc.compiler.graph;

import java.util.Optional;
import org.cnnc.compiler.parse.Identifier;
import org.cnnc.compiler.source.Span;

/** An argument as given, its value evaluated. @param span the whole of it, key included */
public record Given(Optional<Identifier> key, Constant value, Span span) {
    String text() {
        return key.map(name -> name + " = ").orElse("") + value;
    }
}
