package org.cnnc.runtime;

import java.util.List;

/**
 * What a compiled network takes, gives and holds.
 *
 * @param name the model's name
 * @param inputs in the order of the file
 * @param outputs in the order of the file
 * @param parameters in the order of the file; offsets are into one flat array
 * @param parameterFloats length of that array; at least the sum of the parameters' sizes
 */
public record Signature(
        String name,
        List<TensorInfo> inputs,
        List<TensorInfo> outputs,
        List<Parameter> parameters,
        int parameterFloats) {
    /** What {@link Network#evaluation(int)} takes and gives. */
    Signature ofEvaluation() {
        return new Signature(name, inputs, List.of(outputs.get(0)), parameters, parameterFloats);
    }

    /** What {@link Network#measure(int)} takes and gives. */
    Signature ofMeasure() {
        int[] shape = outputs.get(0).shape();
        List<TensorInfo> taken = List.of(new TensorInfo("prediction", shape), new TensorInfo("target", shape));
        List<TensorInfo> given =
                List.of(new TensorInfo("scores", shape), new TensorInfo("loss"), new TensorInfo("weight"));
        return new Signature(name, taken, given, parameters, parameterFloats);
    }
}
