package org.cnnc.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.cnnc.benchmarks.fork.Numbers;
import org.cnnc.benchmarks.fork.Settings;
import org.cnnc.benchmarks.fork.Subject;

/** A batch through DJL, the input made once. */
public final class DjlInference implements Subject {
    private final NDManager manager = NDManager.newBaseManager();
    private final DjlGraph graph;
    private final NDArray batch;
    private float[] outputs;

    public DjlInference(Settings settings) {
        graph = DjlGraph.of(settings, manager, false);
        batch = graph.batch(manager, Numbers.inputs(settings.batch(), graph.inputSize()), settings.batch());
    }

    @Override
    public void run() {
        try (NDManager scope = manager.newSubManager()) {
            NDArray input = batch.duplicate();
            input.attach(scope);
            outputs = graph.evaluate(input, false).toFloatArray();
        }
    }

    @Override
    public float[] results() {
        return outputs.clone();
    }

    @Override
    public void close() {
        manager.close();
    }
}
