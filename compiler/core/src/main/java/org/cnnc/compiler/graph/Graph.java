package org.cnnc.compiler.graph;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.cnnc.compiler.source.Span;

/**
 * A model after expansion: parameters, conditions, repeats and blocks are resolved; shapes are not yet known.
 *
 * @param doc the doc comment, or empty
 * @param file name of the source file
 * @param parameters the model's parameters with their values, as the language writes them
 * @param nodes each after those it reads
 * @param outputs tensor numbers by name
 * @param complete whether no error was met, so that nothing is left out
 * @param span the model's name
 */
public record Graph(
        String name,
        String doc,
        String file,
        SequencedMap<String, String> parameters,
        List<GraphInput> inputs,
        List<GraphNode> nodes,
        SequencedMap<String, Integer> outputs,
        List<ShapeAssertion> assertions,
        List<Expectation> expectations,
        Optional<TrainSpec> training,
        boolean complete,
        Span span) {}
