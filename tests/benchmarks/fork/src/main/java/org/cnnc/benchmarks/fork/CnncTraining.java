package org.cnnc.benchmarks.fork;

import org.cnnc.runtime.Network;
import org.cnnc.runtime.Trainer;

/** Steps of training of a compiled network; its results are the losses of the first steps. */
public final class CnncTraining implements Subject {
    private final Trainer trainer;
    private final int batch;
    private final float[] inputs;
    private final float[] targets;
    private final Losses losses = new Losses();

    public CnncTraining(Settings settings) {
        Network network = Deployed.network(settings);
        trainer = network.trainer(1, settings.threads());
        batch = settings.batch();
        inputs = Numbers.inputs(batch, trainer.inputSize());
        targets = Numbers.oneHot(batch, trainer.targetSize());
    }

    @Override
    public void run() {
        losses.add(trainer.step(inputs, targets, batch));
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
        trainer.close();
    }
}
