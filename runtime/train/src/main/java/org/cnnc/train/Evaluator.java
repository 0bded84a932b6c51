package org.cnnc.train;

import java.util.List;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.Session;

/** Measures predictions on data sets by the loss that the network is trained by, some thousand samples at a time. */
public final class Evaluator implements AutoCloseable {
    /** Floats of samples that are handed over at a time, at least one block of the predictor. */
    private static final int CHUNK_FLOATS = 1 << 21;

    private final Predictor predictor;
    private final Session measure;
    private final int outputSize;
    private final List<Integer> topK;

    /**
     * Measures a network, by its parameters as they are when it is asked.
     *
     * @param threads that compute
     * @param topK numbers of best classes, among which the true one is looked for
     * @throws IllegalStateException if the network was compiled for inference only
     */
    public Evaluator(Network network, int threads, List<Integer> topK) {
        this(Predictor.of(network.evaluation(threads)), network.measure(1), topK);
    }

    /**
     * Measures predictions. Both arguments are closed with this.
     *
     * @param predictor gives what the loss reads: see {@link Network#evaluation(int)}
     * @param measure of the same network: see {@link Network#measure(int)}
     */
    public Evaluator(Predictor predictor, Session measure, List<Integer> topK) {
        this.predictor = predictor;
        this.measure = measure;
        outputSize = predictor.outputSize();
        this.topK = List.copyOf(topK);
    }

    /**
     * What is achieved on all samples.
     *
     * @throws DataException if the output cannot be held against the data's targets, or other samples are taken
     */
    public Metrics evaluate(Dataset data) throws DataException {
        int inputSize = predictor.inputSize();
        if (data.sampleSize() != inputSize) {
            throw new DataException(DataException.Kind.MISFIT, "the data has samples of " + Dataset.extents(data.shape()) + ", "
                    + data.sampleSize() + " numbers each, the network takes " + inputSize + "; change the input or the data's pad");
        }
        data.targets().checkFit(outputSize);
        int sample = Math.max(inputSize, measure.inputSize());
        int chunk = Math.max(1, CHUNK_FLOATS / (sample * predictor.block())) * predictor.block();
        int most = Math.min(chunk, data.size());
        float[] inputs = new float[most * inputSize];
        float[] predictions = new float[most * outputSize];
        float[] held = new float[most * measure.inputSize()];
        float[] found = new float[most * measure.outputSize()];
        Tally tally = new Tally(data.targets(), outputSize);
        for (int first = 0; first < data.size(); first += chunk) {
            int count = Math.min(chunk, data.size() - first);
            for (int s = 0; s < count; s++) data.samples().fill(first + s, inputs, s * inputSize);
            predictor.predict(inputs, count, predictions);
            for (int s = 0; s < count; s++) {
                System.arraycopy(predictions, s * outputSize, held, 2 * s * outputSize, outputSize);
                data.targets().write(first + s, held, (2 * s + 1) * outputSize, outputSize);
            }
            measure.predict(held, count, found);
            for (int s = 0; s < count; s++) tally.add(first + s, found, s * measure.outputSize());
        }
        return tally.metrics(topK);
    }

    /** Ends the threads and lets the working memory go. */
    @Override
    public void close() {
        predictor.close();
        measure.close();
    }
}
