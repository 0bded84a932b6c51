package org.cnnc.tests.peers;

import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.ReduceLROnPlateauScheduler;
import org.bytedeco.pytorch.ReduceLROnPlateauScheduler.SchedulerMode;
import org.bytedeco.pytorch.ReduceLROnPlateauScheduler.ThresholdMode;
import org.bytedeco.pytorch.StepLR;
import org.bytedeco.pytorch.Tensor;
import org.cnnc.train.schedule.Constant;
import org.cnnc.train.schedule.Cosine;
import org.cnnc.train.schedule.Exponential;
import org.cnnc.train.schedule.Inverse;
import org.cnnc.train.schedule.OneCycle;
import org.cnnc.train.schedule.Plateau;
import org.cnnc.train.schedule.Schedule;
import org.cnnc.train.schedule.Step;

/**
 * Each schedule of the language by PyTorch's scheduler. Those that its C++ library lacks take the steps of its Python
 * code, most of which make a rate out of the one before, by its operations.
 */
interface TorchSchedules {
    /**
     * Moves the rate of an optimizer behind a step of it.
     *
     * @param taken steps, this one included
     * @param epoch epochs completed, 0 while the first is not
     * @param epochEnds whether this step is an epoch's last
     * @param loss the validation loss of an epoch that ends
     */
    void after(long taken, int epoch, boolean epochEnds, float loss);

    /** Sets the first step's rate, where that is not the optimizer's own. */
    static TorchSchedules of(Schedule schedule, Optimizer optimizer, long steps) {
        double base = rate(optimizer);
        return switch (schedule) {
            case Constant() -> (taken, epoch, epochEnds, loss) -> {};
            case Step(int every, double factor) -> {
                StepLR scheduler = new StepLR(optimizer, every, factor);
                scheduler.step(); // the one before training, which the constructor takes in Python
                yield (taken, epoch, epochEnds, loss) -> {
                    if (epochEnds) scheduler.step();
                };
            }
            case Exponential(double k) -> {
                double gamma = exp(-k);
                yield (taken, epoch, epochEnds, loss) -> {
                    if (epochEnds) set(optimizer, gamma * rate(optimizer));
                };
            }
            case Inverse(double k) -> (taken, epoch, epochEnds, loss) -> set(optimizer, base * (1 / (1 + k * epoch)));
            case Cosine() -> (taken, epoch, epochEnds, loss) ->
                    set(optimizer, rate(optimizer) * halfCosine(taken, steps) / halfCosine(taken - 1, steps));
            case OneCycle(double max) -> {
                set(optimizer, cycle(max, 0, steps));
                yield (taken, epoch, epochEnds, loss) -> set(optimizer, cycle(max, taken, steps));
            }
            case Plateau(int patience, double factor) -> {
                ReduceLROnPlateauScheduler scheduler = new ReduceLROnPlateauScheduler(
                        optimizer, SchedulerMode.min, (float) factor, patience, 1e-4, ThresholdMode.rel, 0, new float[] {0}, 0,
                        false);
                yield (taken, epoch, epochEnds, loss) -> {
                    if (epochEnds) scheduler.step(loss);
                };
            }
        };
    }

    /** {@code OneCycleLR}: up to the largest rate in 30% of the steps, and down to nearly nothing. */
    private static double cycle(double max, long taken, long steps) {
        double first = max / 25;
        double top = 0.3 * steps - 1;
        double last = steps - 1;
        return taken <= top
                ? annealed(first, max, taken / top)
                : annealed(max, first / 1e4, (taken - top) / (last - top));
    }

    private static double annealed(double start, double end, double share) {
        return end + (start - end) / 2 * (cos(Math.PI * share) + 1);
    }

    private static double halfCosine(long taken, long steps) {
        return 1 + cos(Math.PI * taken / steps);
    }

    private static double cos(double x) {
        return Tensor.create(x).cos().item().toDouble();
    }

    private static double exp(double x) {
        return Tensor.create(x).exp().item().toDouble();
    }

    /** The rate that an optimizer has. */
    static double rate(Optimizer optimizer) {
        return optimizer.param_groups().get(0).options().get_lr();
    }

    /** Gives an optimizer a rate. */
    static void set(Optimizer optimizer, double rate) {
        optimizer.param_groups().get(0).options().set_lr(rate);
    }
}
