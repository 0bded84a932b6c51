package org.cnnc.compiler.shape;

import java.util.List;
import org.cnnc.compiler.graph.TypedGraph;

/** A model without errors: what is compiled, and what is reported of it. @param layers in the graph's order */
public record CheckedModel(TypedGraph graph, List<LayerSummary> layers, Totals totals) {}
