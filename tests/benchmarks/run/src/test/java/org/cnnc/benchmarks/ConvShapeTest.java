package org.cnnc.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.cnnc.compiler.Frontend;
import org.cnnc.compiler.graph.Overrides;
import org.junit.jupiter.api.Test;

class ConvShapeTest {
    /** AlexNet's first: 11x11 kernels in steps of 4. */
    @Test
    void sizesFollowTheLanguagesFormula() {
        ConvShape first = new ConvShape(3, 64, 11, 4, 2, 224);
        assertThat(first.outputPixels()).isEqualTo(55);
        assertThat(first.macs()).isEqualTo(3L * 64 * 11 * 11 * 55 * 55);
        assertThat(ConvShape.threeByThree(64, 56).macs()).isEqualTo(115_605_504);
    }

    /** LeNet-5 has no convolution twice: the work of its shapes is the work of its layers. */
    @Test
    void shapesOfAFileAreItsConvolutions() {
        long macs = Frontend.check(Bench.MODELS.resolve("lenet5.cnn"), Overrides.none())
                .models().getFirst().layers().stream()
                .filter(layer -> layer.op().equals("conv"))
                .mapToLong(layer -> layer.macs())
                .sum();
        assertThat(ZooShapes.of("lenet5").stream().mapToLong(ConvShape::macs).sum()).isEqualTo(macs);
    }

    @Test
    void sweepIsWide() {
        Set<ConvShape> all = ZooShapes.all();
        assertThat(all).hasSizeGreaterThanOrEqualTo(60);
        assertThat(all.stream().map(ConvShape::kernel).collect(Collectors.toSet())).contains(1, 3, 5, 7, 11);
        assertThat(all.stream().map(ConvShape::stride).collect(Collectors.toSet())).contains(1, 2, 4);
        assertThat(all.stream().mapToInt(ConvShape::channels).max().orElseThrow()).isEqualTo(2048);
        assertThat(all.stream().map(ConvShape::pixels).collect(Collectors.toSet())).contains(7, 14, 28, 56, 224);
    }
}
