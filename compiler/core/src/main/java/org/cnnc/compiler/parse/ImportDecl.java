package org.cnnc.compiler.parse;

import org.cnnc.compiler.source.Span;

/** {@code import "path.cnn"}; the span is the path's. */
public record ImportDecl(String path, Span span) implements Declaration {}
