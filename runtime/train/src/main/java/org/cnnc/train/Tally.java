package org.cnnc.train;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds up what samples of a data set achieve, each given as scores, loss and weight one behind the other. */
final class Tally {
    private final Targets targets;
    private final int size;
    private final int[][] confusion;

    /** Samples by how many classes have a better score than the true one. */
    private final int[] ranks;

    private int samples;
    private double loss;
    private double weight;

    /** @param size how many scores a sample has */
    Tally(Targets targets, int size) {
        this.targets = targets;
        this.size = size;
        int classes = switch (targets) {
            case Targets.Classes given -> given.classes();
            case Targets.Values values -> 0;
        };
        confusion = new int[classes][classes];
        ranks = new int[classes];
    }

    void add(int sample, float[] found, int offset) {
        samples++;
        loss += found[offset + size];
        weight += found[offset + size + 1];
        switch (targets) {
            case Targets.Classes given -> {
                int label = given.labels()[sample];
                int predicted = predicted(found, offset);
                confusion[label][predicted]++;
                ranks[size == 1 ? (predicted == label ? 0 : 1) : rank(found, offset, label)]++;
            }
            case Targets.Values values -> {}
        }
    }

    private int predicted(float[] scores, int offset) {
        return size == 1 ? (scores[offset] > 0 ? 1 : 0) : Metrics.largest(scores, offset, size);
    }

    /** How many classes come before this one: of equal scores the first; one that is no number comes last. */
    private int rank(float[] scores, int offset, int label) {
        float own = scores[offset + label];
        if (Float.isNaN(own)) return size - 1;
        int rank = 0;
        for (int c = 0; c < size; c++) {
            float other = scores[offset + c];
            if (other > own || other == own && c < label) rank++;
        }
        return rank;
    }

    /** @param topK numbers of best classes, among which the true one is looked for */
    Metrics metrics(List<Integer> topK) {
        SortedMap<Integer, Double> shares = new TreeMap<>();
        if (confusion.length > 0 && samples > 0) topK.forEach(k -> shares.put(k, within(k)));
        return new Metrics(samples, mean(), confusion, shares);
    }

    /** As in training 0 where no sample counts; NaN where there are no samples, and where a loss is no number. */
    private double mean() {
        boolean noneCounts = samples > 0 && weight == 0 && !Double.isNaN(loss);
        return noneCounts ? 0 : loss / weight;
    }

    private double within(int k) {
        long right = 0;
        for (int rank = 0; rank < Math.min(k, ranks.length); rank++) right += ranks[rank];
        return (double) right / samples;
    }
}
