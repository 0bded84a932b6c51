package org.cnnc.compiler.graph;

import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.loss.Loss;
import org.cnnc.compiler.optimizer.Averaged;
import org.cnnc.compiler.optimizer.Optimizer;
import org.cnnc.compiler.source.Span;
import org.cnnc.compiler.training.PlacedSetting;
import org.cnnc.compiler.training.Setting;

/**
 * The resolved {@code train} section.
 *
 * @param data the source of the data; empty when the section names none
 * @param augment what is done to training samples, in this order
 * @param schedule of the learning rate
 * @param batch samples of a step
 * @param metrics what is measured beside the loss; empty when the section names none
 * @param lossAt where the loss is set, or the section that leaves it out; empty for a network of no file
 */
public record TrainSpec(
        Optional<Setting> data,
        List<PlacedSetting> augment,
        Loss loss,
        Optimizer optimizer,
        Setting schedule,
        int batch,
        int epochs,
        long seed,
        Optional<Setting> earlyStop,
        Optional<Setting> checkpoint,
        Optional<Setting> ensemble,
        Optional<Setting> ema,
        List<Setting> metrics,
        Optional<Span> lossAt) {
    /** The optimizer with the running mean of the parameters, where one is asked for. */
    public Optimizer update() {
        return ema.<Optimizer>map(setting -> new Averaged(optimizer, setting.arguments().number("decay"))).orElse(optimizer);
    }

    /** A section of a network of no file. */
    public TrainSpec(
            Optional<Setting> data, List<PlacedSetting> augment, Loss loss, Optimizer optimizer, Setting schedule, int batch,
            int epochs, long seed, Optional<Setting> earlyStop, Optional<Setting> checkpoint, Optional<Setting> ensemble,
            Optional<Setting> ema, List<Setting> metrics) {
        this(data, augment, loss, optimizer, schedule, batch, epochs, seed, earlyStop, checkpoint, ensemble, ema, metrics,
                Optional.empty());
    }

    /** A section that says no more than this: one epoch, a constant rate. @param batch samples of a step */
    public static TrainSpec of(Loss loss, Optimizer optimizer, int batch) {
        return new TrainSpec(
                Optional.empty(), List.of(), loss, optimizer, Setting.plain("constant"), batch, 1, 1,
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    }
}
