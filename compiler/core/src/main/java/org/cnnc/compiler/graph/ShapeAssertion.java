package org.cnnc.compiler.graph;

import java.util.List;
import org.cnnc.compiler.source.Span;

/** {@code -> 6 x 28 x 28} behind a layer. @param tensor the layer's result */
public record ShapeAssertion(int tensor, List<Rational> extents, Span span, Span statement) {}
