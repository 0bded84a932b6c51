package org.cnnc.compiler.graph;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cnnc.compiler.op.Value;
import org.cnnc.runtime.Parameter;

/**
 * A network whose every tensor has a type. Nodes stand in an order in which each follows those it reads.
 *
 * @param doc the file's doc comment of the model, or empty
 * @param file name of the source file, for stack traces
 * @param parameters in the file's order; each is also a value of kind PARAMETER or STATE, of the same name. Those of
 *     kind STATE lie behind all others
 * @param parameterValues the values of the parameters, in the same order
 * @param outputs by name, in order ({@code output} when the file names none)
 */
public record TypedGraph(
        String name,
        String doc,
        String file,
        List<Value> inputs,
        List<Parameter> parameters,
        List<Value> parameterValues,
        List<Node> nodes,
        Map<String, Value> outputs,
        Optional<TrainSpec> training) {}
