package org.cnnc.compiler.graph;

import java.util.List;
import org.cnnc.compiler.parse.BinaryOperator;
import org.cnnc.compiler.parse.Identifier;
import org.cnnc.compiler.source.Span;

/** {@code expect parameters == 61706}. @param value one number, or the extents of a shape */
public record Expectation(Identifier quantity, BinaryOperator comparison, List<Rational> value, Span valueSpan, Span span) {}
