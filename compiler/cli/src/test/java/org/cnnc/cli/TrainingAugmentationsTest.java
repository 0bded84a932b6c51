package org.cnnc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.cnnc.compiler.Checked;
import org.cnnc.compiler.Frontend;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.graph.TrainSpec;
import org.cnnc.compiler.source.SourceText;
import org.cnnc.compiler.training.Augmentations;
import org.cnnc.compiler.training.Term;
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
import org.junit.jupiter.api.Test;

class TrainingAugmentationsTest {
    private static TrainSpec section(String augment) {
        String file = "model M { input a: 1 x 16 x 16; flatten; dense 10 }\ntrain M { augment " + augment + " }";
        Checked checked = Frontend.check(new SourceText("test.cnn", file), Overrides.of(Map.of()));
        assertThat(checked.diagnostics()).isEmpty();
        return checked.models().getFirst().graph().training().orElseThrow();
    }

    @Test
    void everyAugmentationOfTheLanguageIsOneOfTheRuntime() {
        List<String> names = Augmentations.all().stream().map(Term::name).toList();
        assertThat(names).hasSize(10);
        assertThat(TrainingAugmentations.of(section(String.join(", ", names))))
                .extracting(augmentation -> augmentation.name()).containsExactlyElementsOf(names);
    }

    @Test
    void argumentsReachTheirPlaces() {
        assertThat(TrainingAugmentations.of(section("cutmix(0.5), flip, shift(3), rotate(25), scale(0.7, 1.4), shear(12), crop(5),"
                        + " noise(0.05), cutout(6), mixup(0.3), flip")))
                .containsExactly(new Cutmix(0.5), new Flip(), new Shift(3), new Rotate(25), new Scale(0.7, 1.4), new Shear(12),
                        new Crop(5), new Noise(0.05), new Cutout(6), new Mixup(0.3), new Flip());
    }
}
