package org.cnnc.benchmarks.fork;

import org.cnnc.runtime.Network;
import org.cnnc.runtime.Session;

/** A batch through a compiled network. */
public final class CnncInference implements Subject {
    private final Session session;
    private final int batch;
    private final float[] inputs;
    private final float[] outputs;

    public CnncInference(Settings settings) {
        Network network = Deployed.network(settings);
        session = network.session(settings.threads());
        batch = settings.batch();
        inputs = Numbers.inputs(batch, session.inputSize());
        outputs = new float[batch * session.outputSize()];
    }

    @Override
    public void run() {
        session.predict(inputs, batch, outputs);
    }

    @Override
    public float[] results() {
        return outputs.clone();
    }

    @Override
    public void close() {
        session.close();
    }
}
