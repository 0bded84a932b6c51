package org.cnnc.tests.peers;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Of numbers that were drawn, in ascending order. */
record Distribution(double[] sorted) {
    static Distribution of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Distribution(sorted);
    }

    int size() {
        return sorted.length;
    }

    double min() {
        return sorted[0];
    }

    double max() {
        return sorted[sorted.length - 1];
    }

    double mean() {
        return DoubleStream.of(sorted).average().orElseThrow();
    }

    /** The mean of a power of the distances from the mean. */
    double moment(int power) {
        double mean = mean();
        return DoubleStream.of(sorted).map(value -> Math.pow(value - mean, power)).average().orElseThrow();
    }

    /** How often the difference of the means is its own standard deviation. */
    double meansApart(Distribution other) {
        return ratio(Math.abs(mean() - other.mean()), Math.sqrt(moment(2) / size() + other.moment(2) / other.size()));
    }

    /** How often the difference of the variances is its own standard deviation. */
    double variancesApart(Distribution other) {
        return ratio(
                Math.abs(moment(2) - other.moment(2)),
                Math.sqrt(varianceOfVariance() + other.varianceOfVariance()));
    }

    private double varianceOfVariance() {
        return Math.max(0, moment(4) - Math.pow(moment(2), 2)) / size();
    }

    private static double ratio(double difference, double deviation) {
        return difference == 0 ? 0 : difference / deviation;
    }

    /**
     * Kolmogorov's and Smirnov's largest distance of the two distribution functions, times the root of half the
     * harmonic mean of the sizes: of one distribution it is above 2.5 once in 130,000 times.
     */
    double functionsApart(Distribution other) {
        double largest = 0;
        int j = 0;
        for (int i = 0; i < size(); i++) {
            if (i + 1 < size() && sorted[i + 1] == sorted[i]) continue;
            while (j < other.size() && other.sorted[j] <= sorted[i]) j++;
            largest = Math.max(largest, Math.abs((i + 1.0) / size() - (double) j / other.size()));
        }
        return largest * Math.sqrt((double) size() * other.size() / (size() + other.size()));
    }
}
