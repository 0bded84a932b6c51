package org.cnnc.compiler.training;

import java.util.List;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;
import org.cnnc.compiler.op.Schema;
import org.cnnc.compiler.training.AugmentationKind.Input;

/**
 * The registry of the augmentations. An argument of 0, and a scale of 1 to 1, changes nothing, so that parameters can
 * turn augmentation off.
 */
public final class Augmentations {
    private static final ArgumentType CELLS = new ArgumentType.Count(0, Short.MAX_VALUE);
    private static final ArgumentType SIZE = ArgumentType.number(0.01, 100);
    private static final ArgumentType ALPHA = ArgumentType.number(0, 1e6);

    private static final List<AugmentationKind> KINDS = List.of(
            AugmentationKind.moving("flip", "Mirrors every other sample, at random, along its last axis: left and right.", Input.SPATIAL),
            AugmentationKind.moving("shift", "Moves by a whole number of cells along each axis, uniform on -px..px.", Input.SPATIAL,
                    Argument.positional("px", CELLS, "2", "cells")),
            AugmentationKind.moving("rotate", "Turns about the middle by an angle that is uniform on -deg..deg.", Input.IMAGE,
                    Argument.positional("deg", ArgumentType.number(0, 180), "10", "degrees")),
            AugmentationKind.moving("scale", "Enlarges about the middle by a factor that is uniform on lo..hi.", Input.IMAGE,
                    Argument.positional("lo", SIZE, "0.9", "smallest factor"),
                    Argument.positional("hi", SIZE, "1.1", "largest factor")),
            AugmentationKind.moving("shear", "Slants upright lines by an angle that is uniform on -deg..deg.", Input.IMAGE,
                    Argument.positional("deg", ArgumentType.number(0, 89), "10", "degrees")),
            AugmentationKind.moving("crop", "Pads all sides and takes a piece of the sample's size from a random place.", Input.SPATIAL,
                    Argument.positional("pad", CELLS, "4", "cells of padding")),
            AugmentationKind.values("noise", "Adds normal noise to every number.", Input.ANY,
                    Argument.positional("std", ArgumentType.number(0, Float.MAX_VALUE), "0.1", "standard deviation")),
            AugmentationKind.values("cutout", "Blanks a square about a random cell.", Input.SPATIAL,
                    Argument.positional("px", CELLS, "8", "its side, in cells")),
            new AugmentationKind(
                    new Term("mixup", "Takes a weighted mean of two samples, and of their targets.", Schema.of(
                            Argument.positional("alpha", ALPHA, "0.2", "the weight is from Beta(alpha, alpha)"))),
                    Input.ANY, false, true),
            new AugmentationKind(
                    new Term("cutmix", "Pastes a box of another sample, and mixes the targets by its share.", Schema.of(
                            Argument.positional("alpha", ALPHA, "1", "the box's share of the cells is from Beta(alpha, alpha)"))),
                    Input.SPATIAL, true, true));

    private Augmentations() {}

    /** All augmentations, in the order of the reference page. */
    public static List<Term> all() {
        return KINDS.stream().map(AugmentationKind::term).toList();
    }

    /** The entry of an augmentation that a file names. */
    public static AugmentationKind of(Setting setting) {
        return KINDS.stream().filter(kind -> kind.term().name().equals(setting.name())).findFirst().orElseThrow();
    }
}
