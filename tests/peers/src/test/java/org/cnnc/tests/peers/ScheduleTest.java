package org.cnnc.tests.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.cnnc.compiler.training.Schedules;
import org.cnnc.compiler.training.Term;
import org.cnnc.train.schedule.Constant;
import org.cnnc.train.schedule.Cosine;
import org.cnnc.train.schedule.Exponential;
import org.cnnc.train.schedule.Inverse;
import org.cnnc.train.schedule.LearningRate;
import org.cnnc.train.schedule.LearningRate.Length;
import org.cnnc.train.schedule.OneCycle;
import org.cnnc.train.schedule.Plateau;
import org.cnnc.train.schedule.Schedule;
import org.cnnc.train.schedule.Step;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every schedule of the language, with and without a warm-up, beside PyTorch's: the learning rate of each step of a
 * run. That optimizers follow a changing rate as PyTorch's do is {@link OptimizerTest}'s.
 */
class ScheduleTest {
    /** Of each rate; both are in double precision. */
    private static final double BOUND = 1e-9;

    private static final String ROW = "| %-12s | %14s | %6s | %10s |%n";

    private static final StringBuilder TABLE = new StringBuilder("\nLearning rates: the largest difference from PyTorch's,"
            + " relative to each rate\n\n"
            + String.format(ROW, "schedule", "configurations", "steps", "rates")
            + String.format(ROW, "---", "---", "---", "---"));

    /**
     * A run.
     *
     * @param losses of validation, one an epoch
     */
    private record Run(LearningRate rate, double base, Length length, float[] losses) {
        static Run draw(Term term, Random random) {
            Length length = new Length(2 + random.nextInt(20), 1 + random.nextInt(12));
            double warmup = random.nextBoolean() ? 0 : (1 + random.nextInt(8)) / 4.0;
            float[] losses = new float[length.epochs()];
            for (int i = 0; i < losses.length; i++) losses[i] = (1 + random.nextInt(16)) / 16f;
            return new Run(new LearningRate(schedule(term, random), warmup), 0.01 + random.nextDouble(), length, losses);
        }

        int steps() {
            return length.epochs() * length.steps();
        }

        /** Steps of the warm-up. */
        long warm() {
            return Math.round(rate.warmup() * length.steps());
        }

        /** The first epoch that begins behind the warm-up, from 0. */
        int firstEpoch() {
            return (int) Math.ceil(rate.warmup());
        }
    }

    static List<Term> terms() {
        return Schedules.all();
    }

    private static Schedule schedule(Term term, Random random) {
        return switch (term.name()) {
            case "constant" -> new Constant();
            case "step" -> new Step(1 + random.nextInt(4), random.nextInt(1, 8) / 8.0);
            case "exponential" -> new Exponential(random.nextDouble());
            case "inverse" -> new Inverse(random.nextDouble());
            case "cosine" -> new Cosine();
            case "one_cycle" -> new OneCycle(0.01 + random.nextDouble());
            case "plateau" -> new Plateau(random.nextInt(4), random.nextInt(1, 8) / 8.0);
            default -> throw new AssertionError("no settings are named for " + term.name());
        };
    }

    @AfterAll
    static void print() {
        System.out.println(TABLE);
    }

    @ParameterizedTest
    @MethodSource("terms")
    void ratesAgreeWithPyTorch(Term term) {
        Random random = new Random(Cases.SEED + term.name().hashCode());
        double worst = 0;
        int steps = 0;
        for (int i = 0; i < Cases.COUNT; i++) {
            Run run = Run.draw(term, random);
            double[] found = rates(run);
            double[] expected = byPyTorch(run);
            for (int step = 0; step < run.steps(); step++) {
                assertThat(found[step]).as("step " + step + " of " + run)
                        .isCloseTo(expected[step], within(BOUND * expected[step]));
                worst = Math.max(worst, Math.abs(found[step] - expected[step]) / expected[step]);
            }
            steps += run.steps();
        }
        TABLE.append(String.format(
                ROW, term.name(), Cases.COUNT, steps, String.format(Locale.ROOT, "%.1e", worst)));
    }

    private static double[] rates(Run run) {
        double[] rates = new double[run.steps()];
        Plateau.State plateau = Plateau.State.NONE;
        for (int step = 0; step < rates.length; step++) {
            int epoch = step / run.length().steps();
            int ofEpoch = step % run.length().steps();
            rates[step] = run.rate().at(run.base(), run.length(), epoch, ofEpoch, plateau.reductions());
            boolean ends = ofEpoch == run.length().steps() - 1;
            if (ends && epoch >= run.firstEpoch() && run.rate().schedule() instanceof Plateau schedule) {
                plateau = schedule.after(plateau, run.losses()[epoch]);
            }
        }
        return rates;
    }

    /** {@code SequentialLR} of {@code LinearLR(1 / W, total_iters = W - 1)} over the W steps of a warm-up and the scheduler. */
    private static double[] byPyTorch(Run run) {
        double[] rates = new double[run.steps()];
        try (PointerScope scope = new PointerScope()) {
            SGD sgd = new SGD(new TensorVector(torch.zeros(1)), new SGDOptions(run.base()));
            long warm = run.warm();
            TorchSchedules scheduler = TorchSchedules.of(run.rate().schedule(), sgd, run.steps() - warm);
            double first = TorchSchedules.rate(sgd);
            if (warm > 0) TorchSchedules.set(sgd, first / warm);
            for (int step = 0; step < rates.length; step++) {
                rates[step] = TorchSchedules.rate(sgd);
                int taken = step + 1;
                if (taken < warm) {
                    double start = 1.0 / warm;
                    TorchSchedules.set(sgd, rates[step] * (1 + (1 - start) / ((warm - 1) * start + (taken - 1) * (1 - start))));
                } else if (taken == warm) {
                    TorchSchedules.set(sgd, first);
                } else {
                    int epoch = step / run.length().steps();
                    boolean ends = taken % run.length().steps() == 0 && epoch >= run.firstEpoch();
                    int completed = Math.max(0, taken / run.length().steps() - run.firstEpoch());
                    scheduler.after(taken - warm, completed, ends, run.losses()[epoch]);
                }
            }
        }
        return rates;
    }
}
