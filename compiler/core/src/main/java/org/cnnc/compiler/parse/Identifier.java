package org.cnnc.compiler.parse;

import org.cnnc.compiler.source.Span;

/** A name in a source text. */
public record Identifier(String text, Span span) {
    @Override
    public String toString() {
        return text;
    }
}
