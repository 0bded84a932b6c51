package org.cnnc.cli.sweep;

import java.util.Map;

/** How a trial ended. */
public sealed interface TrialResult {
    /** Its number, from 1. */
    int trial();

    /** The values that it tried, by their paths, in the file's order. */
    Map<String, String> values();

    /**
     * Trained to its end. Numbers that do not exist, such as the accuracy of a regression, are NaN.
     *
     * @param epoch of the best weights; 0 for an ensemble, whose members have one each
     * @param accuracy of the best weights on the validation samples
     * @param loss of the best weights on the validation samples
     */
    record Trained(
            int trial, Map<String, String> values, int epoch, double accuracy, double loss, double testAccuracy,
            double testLoss, double seconds)
            implements TrialResult {}

    /**
     * Came to nothing.
     *
     * @param how {@code diverged} or {@code refused}
     * @param why in one line
     */
    record Failed(int trial, Map<String, String> values, String how, String why) implements TrialResult {}
}
