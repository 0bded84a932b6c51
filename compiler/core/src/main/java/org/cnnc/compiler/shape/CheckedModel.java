package org.cnnc.compiler.shape;

import java.util.List;
import java.util.SequencedMap;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.source.Span;

/**
 * A model whose shapes are all right: what is compiled, and what is reported of it.
 *
 * @param parameters the model's parameters with their values, as the language writes them
 * @param layers in the graph's order
 * @param span the model's name
 */
public record CheckedModel(
        TypedGraph graph, SequencedMap<String, String> parameters, List<LayerSummary> layers, Totals totals, Span span) {}
