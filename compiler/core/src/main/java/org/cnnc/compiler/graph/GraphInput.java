package org.cnnc.compiler.graph;

import org.cnnc.compiler.source.Span;
import org.cnnc.compiler.tensor.Shape;

/** An input of a model. @param id its tensor's number, shared with the results of {@link GraphNode}s */
public record GraphInput(int id, String name, Shape shape, Span span) {}
