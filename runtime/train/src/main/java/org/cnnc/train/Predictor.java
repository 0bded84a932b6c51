package org.cnnc.train;

import org.cnnc.runtime.Session;

/** Answers to batches of samples: a network's, or those of an {@link Ensemble} of networks. */
public interface Predictor extends AutoCloseable {
    /** Floats of one sample's inputs. */
    int inputSize();

    /** Floats of one sample's outputs. */
    int outputSize();

    /** Samples that are computed together; batches of a multiple of it waste nothing. */
    int block();

    /**
     * Computes the outputs of a batch.
     *
     * @param inputs at least {@code samples} samples, sample-major
     * @param outputs room for at least {@code samples} samples, sample-major
     */
    void predict(float[] inputs, int samples, float[] outputs);

    @Override
    void close();

    /** The answers of one network. */
    static Predictor of(Session session) {
        return new Single(session);
    }

    /** A session's own answers. */
    record Single(Session session) implements Predictor {
        @Override
        public int inputSize() {
            return session.inputSize();
        }

        @Override
        public int outputSize() {
            return session.outputSize();
        }

        @Override
        public int block() {
            return session.block();
        }

        @Override
        public void predict(float[] inputs, int samples, float[] outputs) {
            session.predict(inputs, samples, outputs);
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
