package org.cnnc.train.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cnnc.train.schedule.LearningRate.Length;
import org.junit.jupiter.api.Test;

/** Schedules against PyTorch's schedulers: their recurrences, or tables made by their formulas. */
class ScheduleTest {
    private static final double BASE = 0.1;
    private static final double DIGITS = 1e-7;

    private static double[] rates(LearningRate rate, int epochs, int stepsPerEpoch) {
        Length run = new Length(epochs, stepsPerEpoch);
        return IntStream.range(0, epochs * stepsPerEpoch)
                .mapToDouble(t -> rate.at(BASE, run, t / stepsPerEpoch, t % stepsPerEpoch, 0)).toArray();
    }

    private static double[] rates(Schedule schedule, int epochs, int stepsPerEpoch) {
        return rates(new LearningRate(schedule, 0), epochs, stepsPerEpoch);
    }

    private static void near(double[] found, double... expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).as("step " + i).isCloseTo(expected[i], within(DIGITS * expected[i]));
        }
    }

    @Test
    void constantIsTheOptimizersRateToTheBit() {
        double rate = 0.1f;
        assertThat(LearningRate.CONSTANT.at(rate, new Length(7, 3), 5, 2, 0)).isEqualTo(rate);
    }

    @Test
    void stepIsStepLr() {
        near(rates(new Step(3, 0.5), 8, 1), 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.025, 0.025);
        near(rates(new Step(1, 0.1), 2, 3), 0.1, 0.1, 0.1, 0.01, 0.01, 0.01);
    }

    /** ExponentialLR multiplies by gamma after every epoch. */
    @Test
    void exponentialIsExponentialLr() {
        double[] found = rates(new Exponential(0.3), 6, 2);
        double rate = BASE;
        for (int epoch = 0; epoch < 6; epoch++, rate *= Math.exp(-0.3)) {
            assertThat(found[2 * epoch]).isCloseTo(rate, within(1e-15));
            assertThat(found[2 * epoch + 1]).isEqualTo(found[2 * epoch]);
        }
    }

    @Test
    void inverseHalvesWhenTheProductIsOne() {
        near(rates(new Inverse(0.5), 5, 1), 0.1, 0.1 / 1.5, 0.05, 0.1 / 2.5, 0.1 / 3);
    }

    /** CosineAnnealingLR's recurrence: each rate by the one before it. */
    @Test
    void cosineIsCosineAnnealingLr() {
        near(rates(new Cosine(), 4, 2),
                0.1, 0.096193977, 0.085355339, 0.069134172, 0.05, 0.030865828, 0.014644661, 0.0038060234);
        double[] found = rates(new Cosine(), 10, 7);
        double rate = BASE;
        for (int t = 1; t < found.length; t++) {
            rate *= (1 + Math.cos(Math.PI * t / 70)) / (1 + Math.cos(Math.PI * (t - 1) / 70));
            assertThat(found[t]).isCloseTo(rate, within(1e-12));
        }
    }

    @Test
    void oneCycleIsOneCycleLr() {
        near(rates(new OneCycle(0.1), 5, 2),
                0.004, 0.052, 0.1, 0.095048463, 0.081174565, 0.061126202, 0.038874198, 0.018825835, 0.0049519368, 4e-7);
        near(rates(new OneCycle(0.4), 7, 1),
                0.016, 0.39222265, 0.36761775, 0.26907353, 0.14309551, 0.039718717, 1.6e-6);
        near(rates(new OneCycle(0.4), 1, 1), 1.6e-6);
    }

    /** Losses with the number of reductions that ReduceLROnPlateau(patience = 1) has made behind each. */
    @Test
    void plateauIsReduceLrOnPlateau() {
        double[] losses = {1.0, 0.9, 0.95, 0.9, 0.89995, 0.91, 0.8999, 0.8, 0.8, 0.79993, 0.79991, 0.7};
        int[] reductions = {0, 0, 0, 1, 1, 2, 2, 2, 2, 3, 3, 3};
        Plateau plateau = new Plateau(1, 0.5);
        Plateau.State state = Plateau.State.NONE;
        for (int i = 0; i < losses.length; i++) {
            state = plateau.after(state, losses[i]);
            assertThat(state.reductions()).as("behind loss " + i).isEqualTo(reductions[i]);
        }
        Length run = new Length(20, 3);
        assertThat(new LearningRate(plateau, 0).at(BASE, run, 12, 1, state.reductions())).isEqualTo(BASE / 8);
    }

    @Test
    void plateauWithoutPatienceReducesAtOnce() {
        Plateau plateau = new Plateau(0, 0.1);
        Plateau.State state = plateau.after(plateau.after(Plateau.State.NONE, 1), 1);
        assertThat(state).isEqualTo(new Plateau.State(1, 0, 1));
    }

    @Test
    void warmUpRisesFromZeroAndTheScheduleBeginsBehindIt() {
        near(rates(new LearningRate(new Constant(), 2), 3, 2), 0.025, 0.05, 0.075, 0.1, 0.1, 0.1);
        near(rates(new LearningRate(new Cosine(), 1), 5, 2),
                0.05, 0.1, 0.1, 0.096193977, 0.085355339, 0.069134172, 0.05, 0.030865828, 0.014644661, 0.0038060234);
        near(rates(new LearningRate(new Step(1, 0.5), 1), 4, 2), 0.05, 0.1, 0.1, 0.1, 0.05, 0.05, 0.025, 0.025);
        near(rates(new LearningRate(new OneCycle(0.1), 1), 6, 2), 0.002, 0.004,
                0.004, 0.052, 0.1, 0.095048463, 0.081174565, 0.061126202, 0.038874198, 0.018825835, 0.0049519368, 4e-7);
    }

    /** Half an epoch of three steps is two steps; the first whole epoch behind it is the schedule's first. */
    @Test
    void warmUpMayBeAFractionOfAnEpoch() {
        near(rates(new LearningRate(new Step(1, 0.5), 0.5), 3, 3),
                0.05, 0.1, 0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05);
        near(rates(new LearningRate(new Constant(), 0.1), 1, 4), 0.1, 0.1, 0.1, 0.1);
    }

    @Test
    void warmUpLongerThanTheRunRisesToItsEnd() {
        near(rates(new LearningRate(new Cosine(), 4), 2, 2), 0.0125, 0.025, 0.0375, 0.05);
        double last = new LearningRate(new Cosine(), Float.MAX_VALUE).at(BASE, new Length(3, 9), 2, 8, 0);
        assertThat(last).isPositive().isLessThan(1e-15);
    }

    /** Only cosine and one_cycle know where the run ends. */
    @Test
    void moreEpochsChangeNothingBefore() {
        List<Schedule> schedules = List.of(
                new Constant(), new Step(2, 0.3), new Exponential(0.2), new Inverse(0.4), new Cosine(), new OneCycle(0.3),
                new Plateau(3, 0.5));
        List<Schedule> spanning = new ArrayList<>();
        for (Schedule schedule : schedules) {
            LearningRate rate = new LearningRate(schedule, 1.5);
            double[] few = rates(rate, 4, 5);
            double[] many = Arrays.copyOf(rates(rate, 9, 5), few.length);
            if (!Arrays.equals(few, many)) spanning.add(schedule);
            assertThat(rate.spansTheRun()).isEqualTo(schedule.spansTheRun());
        }
        assertThat(spanning).isEqualTo(schedules.stream().filter(Schedule::spansTheRun).toList())
                .containsExactly(new Cosine(), new OneCycle(0.3));
    }
}
