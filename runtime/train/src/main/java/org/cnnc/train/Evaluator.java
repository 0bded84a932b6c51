package org.cnnc.train;

import org.cnnc.runtime.Session;

/** Measures a network on a data set, some thousand samples at a time. */
public final class Evaluator {
    /** Floats of inputs that are handed over at a time, at least one block of the session. */
    private static final int CHUNK_FLOATS = 1 << 21;

    private Evaluator() {}

    /**
     * @throws DataException if the network's output cannot tell the data's classes, or takes other samples
     */
    public static Metrics evaluate(Session session, Dataset data, EvaluationLoss loss) throws DataException {
        return evaluate(Predictor.of(session), data, loss);
    }

    /**
     * @throws DataException if the output cannot tell the data's classes, or other samples are taken
     */
    public static Metrics evaluate(Predictor session, Dataset data, EvaluationLoss loss) throws DataException {
        int inputSize = session.inputSize();
        int outputSize = session.outputSize();
        if (data.sampleSize() != inputSize) {
            throw new DataException(DataException.Kind.MISFIT, "the data has samples of " + Dataset.extents(data.shape()) + ", "
                    + data.sampleSize() + " numbers each, the network takes " + inputSize + "; change the input or the data's pad");
        }
        data.targets().checkFit(outputSize);
        int chunk = Math.max(1, CHUNK_FLOATS / (inputSize * session.block())) * session.block();
        float[] inputs = new float[Math.min(chunk, data.size()) * inputSize];
        float[] outputs = new float[Math.min(chunk, data.size()) * outputSize];
        int[][] confusion = new int[data.classes()][data.classes()];
        double sum = 0;
        for (int first = 0; first < data.size(); first += chunk) {
            int count = Math.min(chunk, data.size() - first);
            for (int s = 0; s < count; s++) data.samples().fill(first + s, inputs, s * inputSize);
            session.predict(inputs, count, outputs);
            for (int s = 0; s < count; s++) {
                int label = data.labels()[first + s];
                sum += loss.of(outputs, s * outputSize, outputSize, label);
                confusion[label][Metrics.predicted(outputs, s * outputSize, outputSize)]++;
            }
        }
        return new Metrics(data.size(), sum / data.size(), confusion);
    }
}
