package org.cnnc.benchmarks.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.List;
import org.cnnc.benchmarks.fork.Losses;
import org.cnnc.benchmarks.fork.Numbers;
import org.cnnc.benchmarks.fork.Settings;
import org.cnnc.benchmarks.fork.Subject;

/** Steps of stochastic gradient descent on the cross entropy, by DJL. */
public final class DjlTraining implements Subject {
    private final NDManager manager = NDManager.newBaseManager();
    private final DjlGraph graph;
    private final NDArray batch;
    private final NDArray classes;
    private final Loss entropy = Loss.softmaxCrossEntropyLoss();
    private final Optimizer optimizer;
    private final Losses losses = new Losses();

    public DjlTraining(Settings settings) {
        graph = DjlGraph.of(settings, manager, true);
        batch = graph.batch(manager, Numbers.inputs(settings.batch(), graph.inputSize()), settings.batch());
        classes = manager.create(Numbers.classes(settings.batch(), graph.classes()));
        Tracker rate = Tracker.fixed(Float.parseFloat(settings.text("rate")));
        optimizer = Optimizer.sgd().setLearningRateTracker(rate).build();
    }

    @Override
    public void run() {
        try (NDManager scope = manager.newSubManager(); GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray input = batch.duplicate();
            input.attach(scope);
            NDArray labels = classes.duplicate();
            labels.attach(scope);
            NDArray loss = entropy.evaluate(new NDList(labels), new NDList(graph.evaluate(input, true)));
            collector.backward(loss);
            losses.add(loss.getFloat());
            List<NDArray> trained = graph.trained();
            for (int p = 0; p < trained.size(); p++) {
                try (NDArray gradient = trained.get(p).getGradient()) {
                    optimizer.update(Integer.toString(p), trained.get(p), gradient);
                }
            }
        }
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
    public void close() {
        manager.close();
    }
}
