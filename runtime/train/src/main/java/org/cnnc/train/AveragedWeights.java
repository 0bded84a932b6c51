package org.cnnc.train;

import java.io.IOException;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.Trainer;

/**
 * What an epoch is judged by: the running mean of the parameters where the trainer keeps one, else the parameters. It
 * stands in the network only while something is done by it, so that training goes on from the parameters.
 */
final class AveragedWeights {
    private final Trainer trainer;
    private final Network network;

    /** The parameters themselves while their mean stands in the network; empty where there is no mean. */
    private final float[] own;

    AveragedWeights(Network network, Trainer trainer) {
        this.trainer = trainer;
        this.network = network;
        own = trainer.averages() ? new float[network.parameters().length] : new float[0];
    }

    /** What is done with the weights in the network. */
    @FunctionalInterface
    interface Use<T> {
        T run() throws IOException, DivergenceException;
    }

    <T> T during(Use<T> use) throws IOException, DivergenceException {
        if (!trainer.averages()) return use.run();
        System.arraycopy(network.parameters(), 0, own, 0, own.length);
        trainer.averaged(network.parameters());
        try {
            return use.run();
        } finally {
            System.arraycopy(own, 0, network.parameters(), 0, own.length);
        }
    }
}
