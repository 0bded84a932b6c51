package org.cnnc.cli.sweep;

import java.util.Comparator;
import java.util.List;

/** What makes a trial better than another, measured on the validation samples. */
public enum Ranking {
    /** The highest accuracy; of equal ones the lowest loss. */
    ACCURACY(Comparator.comparingDouble((TrialResult.Trained result) -> -orWorst(result.accuracy()))
            .thenComparingDouble(result -> orHighest(result.loss()))),

    /** The lowest loss; of equal ones the highest accuracy. */
    LOSS(Comparator.comparingDouble((TrialResult.Trained result) -> orHighest(result.loss()))
            .thenComparingDouble(result -> -orWorst(result.accuracy())));

    private final Comparator<TrialResult.Trained> better;

    Ranking(Comparator<TrialResult.Trained> better) {
        this.better = better.thenComparingInt(TrialResult.Trained::trial);
    }

    private static double orWorst(double accuracy) {
        return Double.isNaN(accuracy) ? -1 : accuracy;
    }

    private static double orHighest(double loss) {
        return Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss;
    }

    /** The trained ones, the best first, and then those that came to nothing, in the order of their numbers. */
    public List<TrialResult> sorted(List<TrialResult> results) {
        Comparator<TrialResult> order = (a, b) -> switch (a) {
            case TrialResult.Trained first -> switch (b) {
                case TrialResult.Trained second -> better.compare(first, second);
                case TrialResult.Failed failed -> -1;
            };
            case TrialResult.Failed first -> switch (b) {
                case TrialResult.Trained trained -> 1;
                case TrialResult.Failed second -> Integer.compare(first.trial(), second.trial());
            };
        };
        return results.stream().sorted(order).toList();
    }

    /** By accuracy where there is one, as there is of classes; else by the loss. */
    public static Ranking usual(List<TrialResult> results) {
        boolean classes = results.stream().anyMatch(
                result -> result instanceof TrialResult.Trained trained && !Double.isNaN(trained.accuracy()));
        return classes ? ACCURACY : LOSS;
    }
}
