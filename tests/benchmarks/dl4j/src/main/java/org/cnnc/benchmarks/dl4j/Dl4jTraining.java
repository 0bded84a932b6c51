package org.cnnc.benchmarks.dl4j;

import org.cnnc.benchmarks.fork.Losses;
import org.cnnc.benchmarks.fork.Numbers;
import org.cnnc.benchmarks.fork.Settings;
import org.cnnc.benchmarks.fork.Subject;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Steps of stochastic gradient descent on LeNet-5 by DL4J. */
public final class Dl4jTraining implements Subject {
    private final MultiLayerNetwork network;
    private final INDArray batch;
    private final INDArray targets;
    private final Losses losses = new Losses();

    public Dl4jTraining(Settings settings) {
        network = LeNet.network(settings);
        int samples = settings.batch();
        float[] values = Numbers.inputs(samples, LeNet.SIDE * LeNet.SIDE);
        batch = Nd4j.create(values, new long[] {samples, 1, LeNet.SIDE, LeNet.SIDE}, 'c');
        targets = Nd4j.create(Numbers.oneHot(samples, LeNet.CLASSES), new long[] {samples, LeNet.CLASSES}, 'c');
    }

    @Override
    public void run() {
        network.fit(batch, targets);
        losses.add((float) network.score());
    }

    @Override
    public int comparedRuns() {
        return Losses.COMPARED;
    }

    @Override
    public float[] results() {
        return losses.first();
    }

    @Override
    public void close() {}
}
