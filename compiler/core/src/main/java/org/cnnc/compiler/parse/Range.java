package org.cnnc.compiler.parse;

import org.cnnc.compiler.source.Span;

/** {@code 1..3}, both ends included. */
public record Range(Expression from, Expression to, Span span) {}
