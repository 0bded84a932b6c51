package org.cnnc.train;

/** The best weights of a run so far, those at its beginning before there are others. */
final class Best {
    /**
     * How good weights are.
     *
     * @param epoch that they are from; 0 before the first
     * @param accuracy on the validation samples
     * @param loss on the validation samples
     */
    record Score(int epoch, double accuracy, double loss) {
        static final Score NONE = new Score(0, Double.NaN, Double.NaN);

        static Score of(int epoch, Metrics validation) {
            return new Score(epoch, validation.accuracy(), validation.loss());
        }
    }

    private final Monitor monitor;
    private final float[] weights;
    private Score score = Score.NONE;

    Best(Monitor monitor, float[] weights) {
        this.monitor = monitor;
        this.weights = weights.clone();
    }

    /**
     * Takes an epoch's weights if they are better than all before, or if nothing tells, without validation samples.
     *
     * @return whether it took them
     */
    boolean offer(int epoch, Metrics validation, float[] parameters) {
        Score now = Score.of(epoch, validation);
        boolean better = score.epoch() == 0 || validation.samples() == 0 || monitor.better(now, score);
        if (better) restore(now, parameters);
        return better;
    }

    /** Takes what was the best before a stop. */
    void restore(Score before, float[] parameters) {
        score = before;
        System.arraycopy(parameters, 0, weights, 0, weights.length);
    }

    Score score() {
        return score;
    }

    /** Shared, not copied. */
    float[] weights() {
        return weights;
    }

    void copyTo(float[] parameters) {
        System.arraycopy(weights, 0, parameters, 0, weights.length);
    }
}
