package org.cnnc.benchmarks.dl4j;

import org.cnnc.benchmarks.fork.Numbers;
import org.cnnc.benchmarks.fork.Settings;
import org.cnnc.benchmarks.fork.Subject;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A batch through LeNet-5 by DL4J, the input made once. */
public final class Dl4jInference implements Subject {
    private final MultiLayerNetwork network;
    private final INDArray batch;
    private float[] outputs;

    public Dl4jInference(Settings settings) {
        network = LeNet.network(settings);
        float[] values = Numbers.inputs(settings.batch(), LeNet.SIDE * LeNet.SIDE);
        batch = Nd4j.create(values, new long[] {settings.batch(), 1, LeNet.SIDE, LeNet.SIDE}, 'c');
    }

    @Override
    public void run() {
        outputs = network.output(batch).dup('c').data().asFloat();
    }

    @Override
    public float[] results() {
        return outputs.clone();
    }

    @Override
    public void close() {}
}
