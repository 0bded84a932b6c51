package org.cnnc.train;

/** The loss of one sample as it is measured outside of training, from the network's output. */
@FunctionalInterface
public interface EvaluationLoss {
    /**
     * Cross entropy of probabilities: {@code -ln p[label]}, the probability held at 2^-126 or above so that
     * one sure mistake stays finite. An output of one value is the probability of label 1.
     */
    EvaluationLoss CROSS_ENTROPY = (output, offset, size, label) -> {
        double probability = size > 1 ? output[offset + label] : label == 1 ? output[offset] : 1.0 - output[offset];
        return Double.isNaN(probability) ? Double.NaN : -Math.log(Math.max(probability, Float.MIN_NORMAL));
    };

    /** Mean over the output's values of the squared distance to the one-hot (or 0 or 1) target. */
    EvaluationLoss MEAN_SQUARED_ERROR = (output, offset, size, label) -> {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            double target = size == 1 ? label : i == label ? 1 : 0;
            double error = output[offset + i] - target;
            sum += error * error;
        }
        return sum / size;
    };

    /**
     * @param output outputs of a batch
     * @param offset where the sample's start
     * @param size how many they are
     * @param label the sample's class
     */
    double of(float[] output, int offset, int size, int label);
}
