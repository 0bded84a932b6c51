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
        int parameterFloats) {}
