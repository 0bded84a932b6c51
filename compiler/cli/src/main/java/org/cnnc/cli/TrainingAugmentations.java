package org.cnnc.cli;

import java.util.List;
import org.cnnc.compiler.graph.TrainSpec;
import org.cnnc.compiler.op.Arguments;
import org.cnnc.compiler.training.PlacedSetting;
import org.cnnc.compiler.training.Setting;
import org.cnnc.train.augment.Augmentation;
import org.cnnc.train.augment.Crop;
import org.cnnc.train.augment.Cutmix;
import org.cnnc.train.augment.Cutout;
import org.cnnc.train.augment.Flip;
import org.cnnc.train.augment.Mixup;
import org.cnnc.train.augment.Noise;
import org.cnnc.train.augment.Rotate;
import org.cnnc.train.augment.Scale;
import org.cnnc.train.augment.Shear;
import org.cnnc.train.augment.Shift;

/** What a train section's {@code augment} comes to. */
final class TrainingAugmentations {
    private TrainingAugmentations() {}

    /** In the section's order. */
    static List<Augmentation> of(TrainSpec training) {
        return training.augment().stream().map(PlacedSetting::setting).map(TrainingAugmentations::of).toList();
    }

    static Augmentation of(Setting setting) {
        Arguments arguments = setting.arguments();
        return switch (setting.name()) {
            case "flip" -> new Flip();
            case "shift" -> new Shift(arguments.count("px"));
            case "rotate" -> new Rotate(arguments.number("deg"));
            case "scale" -> new Scale(arguments.number("lo"), arguments.number("hi"));
            case "shear" -> new Shear(arguments.number("deg"));
            case "crop" -> new Crop(arguments.count("pad"));
            case "noise" -> new Noise(arguments.number("std"));
            case "cutout" -> new Cutout(arguments.count("px"));
            case "mixup" -> new Mixup(arguments.number("alpha"));
            case "cutmix" -> new Cutmix(arguments.number("alpha"));
            case String other -> throw new IllegalStateException("an augmentation that the runtime has not: " + other);
        };
    }
}
