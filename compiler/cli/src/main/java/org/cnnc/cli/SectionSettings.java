package org.cnnc.cli;

import java.util.Map;
import org.cnnc.compiler.graph.TrainSpec;
import org.cnnc.compiler.op.Arguments;
import org.cnnc.compiler.optimizer.Optimizer;
import org.cnnc.compiler.training.Metrics;
import org.cnnc.compiler.training.Setting;
import org.cnnc.train.EarlyStop;
import org.cnnc.train.KeptCheckpoints;
import org.cnnc.train.Monitor;
import org.cnnc.train.TrainingSettings;
import org.cnnc.train.schedule.Constant;
import org.cnnc.train.schedule.Cosine;
import org.cnnc.train.schedule.Exponential;
import org.cnnc.train.schedule.Inverse;
import org.cnnc.train.schedule.LearningRate;
import org.cnnc.train.schedule.OneCycle;
import org.cnnc.train.schedule.Plateau;
import org.cnnc.train.schedule.Schedule;
import org.cnnc.train.schedule.Step;

/** A train section as the settings of a run. */
final class SectionSettings {
    private SectionSettings() {}

    /** @param seed in place of the section's */
    static TrainingSettings of(TrainSpec section, long seed, int threads) {
        return new TrainingSettings(
                section.epochs(), section.batch(), seed, threads, Map.of(), TrainingAugmentations.of(section),
                rate(section.schedule(), section.optimizer()),
                section.earlyStop().map(Setting::arguments).map(SectionSettings::earlyStop),
                section.checkpoint().map(Setting::arguments)
                        .map(arguments -> new KeptCheckpoints(arguments.count("every"), arguments.count("keep"))),
                Metrics.topK(section.metrics()));
    }

    static LearningRate rate(Setting schedule, Optimizer optimizer) {
        return new LearningRate(schedule(schedule, optimizer), schedule.arguments().number("warmup"));
    }

    private static Schedule schedule(Setting schedule, Optimizer optimizer) {
        Arguments arguments = schedule.arguments();
        return switch (schedule.name()) {
            case "constant" -> new Constant();
            case "step" -> new Step(arguments.count("every"), arguments.number("factor"));
            case "exponential" -> new Exponential(arguments.number("k"));
            case "inverse" -> new Inverse(arguments.number("k"));
            case "cosine" -> new Cosine();
            case "one_cycle" -> new OneCycle(
                    arguments.optionalNumber("max").orElseGet(() -> optimizer.hyper().get("lr").doubleValue()));
            case "plateau" -> new Plateau(arguments.count("patience"), arguments.number("factor"));
            case String other -> throw new IllegalStateException("a schedule that no run carries out: " + other);
        };
    }

    private static EarlyStop earlyStop(Arguments arguments) {
        Monitor monitor = switch (arguments.text("monitor")) {
            case "accuracy" -> Monitor.ACCURACY;
            case "loss" -> Monitor.LOSS;
            case String other -> throw new IllegalStateException("a monitor that no run carries out: " + other);
        };
        return new EarlyStop(arguments.count("patience"), monitor);
    }
}
