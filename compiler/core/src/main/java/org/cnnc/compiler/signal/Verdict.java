package org.cnnc.compiler.signal;

import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of a signal on its way through the layers with weights.
 *
 * @param factor by which the signal is stronger, behind the layer {@code worst}, than where it started
 * @param perLayer the geometric mean of what each layer up to there makes of it
 * @param worst the layer behind which it is weakest if it vanishes, strongest if it explodes; else the last
 * @param layers which of them weaken it, or strengthen it, by more than {@link #PER_LAYER} on their own; of a steady signal none
 */
public record Verdict(Direction direction, double factor, double perLayer, String worst, List<String> layers) {
    /** What a signal may do. */
    public enum Direction {
        STEADY,
        VANISHING,
        EXPLODING
    }

    /** A signal that becomes so many times weaker or stronger is not steady, however deep the network. */
    public static final double TOTAL = 1e3;

    /** Nor is one that all layers, in their geometric mean, make so many times weaker or stronger, ... */
    public static final double PER_LAYER = 5.0 / 3;

    /** ... once that amounts to so much: a few layers of uneven width are harmless. */
    public static final double AMOUNT = 30;

    /** The signal behind a layer. */
    record Step(String layer, double strength) {}

    /** @param start the strength before the first step; of 0 nothing is left anywhere */
    static Verdict of(double start, List<Step> steps) {
        double whole = factor(start, steps.getLast());
        Verdict found = new Verdict(
                Direction.STEADY, whole, mean(whole, steps.size()), steps.getLast().layer(), List.of());
        double furthest = 0;
        for (int i = 0; i < steps.size(); i++) {
            double factor = factor(start, steps.get(i));
            double distance = Double.isNaN(factor) ? Double.POSITIVE_INFINITY : Math.abs(Math.log(factor));
            if (distance <= furthest || isSteady(distance, i + 1, steps.size())) continue;
            furthest = distance;
            Direction direction = factor < 1 ? Direction.VANISHING : Direction.EXPLODING;
            found = new Verdict(
                    direction, factor, mean(factor, i + 1), steps.get(i).layer(),
                    guilty(direction, start, steps.subList(0, i + 1)));
        }
        return found;
    }

    private static double factor(double start, Step step) {
        return start == 0 ? 0 : step.strength() / start;
    }

    /** @param distance logarithm of the factor, without its sign @param passed how many of the layers are behind */
    private static boolean isSteady(double distance, int passed, int layers) {
        if (distance > Math.log(TOTAL)) return false;
        return passed < layers || distance <= Math.log(AMOUNT) || distance / layers <= Math.log(PER_LAYER);
    }

    private static double mean(double factor, int layers) {
        return Math.pow(factor, 1.0 / layers);
    }

    private static List<String> guilty(Direction direction, double start, List<Step> steps) {
        List<String> layers = new ArrayList<>();
        double before = start;
        for (Step step : steps) {
            double own = step.strength() / before;
            boolean guilty = direction == Direction.VANISHING ? own < 1 / PER_LAYER : !(own <= PER_LAYER);
            if (guilty) layers.add(step.layer());
            before = step.strength();
        }
        return List.copyOf(layers);
    }
}
