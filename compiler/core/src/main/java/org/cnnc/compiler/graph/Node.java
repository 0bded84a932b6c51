package org.cnnc.compiler.graph;

import java.util.List;
import org.cnnc.compiler.op.Op;
import org.cnnc.compiler.op.Value;

/**
 * An op applied to values.
 *
 * @param path the layer's canonical name ({@code layer1.0.conv1}), which methods and parameters are named by
 * @param line line of the {@code .cnn} file, from 1
 */
public record Node(String path, Op op, List<Value> inputs, Value output, int line) {}
