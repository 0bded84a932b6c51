package org.cnnc.cli.bench;

import java.util.Random;
import java.util.stream.Stream;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.Session;
import org.cnnc.runtime.TensorInfo;
import org.cnnc.runtime.Trainer;

/** A piece of work that is done again and again: a batch through a network, or a step of training. */
public sealed interface Workload extends AutoCloseable {
    /** Does it once. */
    void run();

    @Override
    void close();

    /** Opens what the work is done with; the first {@link #run} is what takes long. */
    static Workload open(Mode mode, Network network, int batch, int threads) {
        return switch (mode) {
            case infer -> new Inference(network, batch, threads);
            case train -> new Training(network, batch, threads);
        };
    }

    /** Numbers as large as normalised pixels; what they are does not change the work. */
    private static float[] normal(int batch, Stream<TensorInfo> tensors) {
        Random random = new Random(1);
        float[] values = new float[Math.multiplyExact(batch, tensors.mapToInt(TensorInfo::size).sum())];
        for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
        return values;
    }

    /** A class a sample, the same at every position. */
    private static float[] classes(int batch, TensorInfo output) {
        int size = output.size();
        int channels = output.shape().length == 0 ? 1 : output.shape()[0];
        int positions = size / channels;
        float[] values = new float[Math.multiplyExact(batch, size)];
        for (int sample = 0; sample < batch; sample++) {
            int from = sample * size + sample % channels * positions;
            for (int position = 0; position < positions; position++) values[from + position] = 1;
        }
        return values;
    }

    /** A batch through the network. */
    final class Inference implements Workload {
        private final Session session;
        private final int batch;
        private final float[] inputs;
        private final float[] outputs;

        private Inference(Network network, int batch, int threads) {
            this.batch = batch;
            inputs = normal(batch, network.signature().inputs().stream());
            session = network.session(threads);
            outputs = new float[Math.multiplyExact(batch, session.outputSize())];
        }

        @Override
        public void run() {
            session.predict(inputs, batch, outputs);
        }

        @Override
        public void close() {
            session.close();
        }
    }

    /** A step of the optimizer. */
    final class Training implements Workload {
        private final Trainer trainer;
        private final int batch;
        private final float[] inputs;
        private final float[] targets;

        private Training(Network network, int batch, int threads) {
            this.batch = batch;
            inputs = normal(batch, network.signature().inputs().stream());
            targets = classes(batch, network.signature().outputs().getFirst());
            trainer = network.trainer(1, threads);
        }

        @Override
        public void run() {
            trainer.step(inputs, targets, batch);
        }

        @Override
        public void close() {
            trainer.close();
        }
    }
}
