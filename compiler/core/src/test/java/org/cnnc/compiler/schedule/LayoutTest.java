package org.cnnc.compiler.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Space;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.TensorType;
import org.junit.jupiter.api.Test;

class LayoutTest {
    private static final Operand IMAGE = new Operand(0, "image", TensorType.perSample(Shape.of(32, 3, 5)));
    private static final Operand WEIGHT = new Operand(1, "weight", TensorType.shared(Shape.of(32, 16, 3, 3)));

    private static int at(Placement placement, int... index) {
        return placement.address(Arrays.stream(index).mapToObj(Affine::constant).toList()).offset().constant();
    }

    /** [n][C/16][H][W][16], with a margin of one row above and two columns behind. */
    @Test
    void aTensorInBlocksOfChannels() {
        Margins.Margin margin = new Margins.Margin(new int[] {0, 0, 1, 0}, new int[] {0, 0, 0, 2});
        Placement placement = Placement.of(Space.ARENA, 7, IMAGE, 2, Layout.channelBlocked(IMAGE), margin);
        assertThat(placement.floats()).isEqualTo(2 * 32 * 4 * 7);
        for (int n = 0; n < 2; n++) {
            for (int c = 0; c < 32; c++) {
                for (int h = -1; h < 3; h++) {
                    for (int w = 0; w < 7; w++) {
                        int expected = 7 + (((n * 2 + c / 16) * 4 + h + 1) * 7 + w) * 16 + c % 16;
                        assertThat(at(placement, n, c, h, w)).isEqualTo(expected);
                    }
                }
            }
        }
    }

    /** [K/16][C/16][kh][kw][16 c][16 k]. */
    @Test
    void aPackedWeight() {
        Layout packed = new Layout(List.of(
                new Layout.Part(0, Layout.Of.BLOCK), new Layout.Part(1, Layout.Of.BLOCK), new Layout.Part(2, Layout.Of.WHOLE),
                new Layout.Part(3, Layout.Of.WHOLE), new Layout.Part(1, Layout.Of.WITHIN), new Layout.Part(0, Layout.Of.WITHIN)));
        Placement placement = Placement.of(Space.PREPARED, 0, WEIGHT, 1, packed, Margins.none(WEIGHT));
        assertThat(placement.floats()).isEqualTo(32 * 16 * 9);
        for (int k = 0; k < 32; k++) {
            for (int c = 0; c < 16; c++) {
                for (int tap = 0; tap < 9; tap++) {
                    assertThat(at(placement, k, c, tap / 3, tap % 3)).isEqualTo(((k / 16 * 9 + tap) * 16 + c) * 16 + k % 16);
                }
            }
        }
    }

    /** An index 16 o + i + 32 of axes moves by blocks with o, and within one with i. */
    @Test
    void anIndexOfSplitAxes() {
        Placement placement = Placement.of(
                Space.ARENA, 0, IMAGE, 1, Layout.channelBlocked(IMAGE), Margins.none(IMAGE));
        Affine channel = Affine.of(new Axis("o", 2)).times(16).plus(new Axis("i", 16)).plus(32);
        Affine zero = Affine.constant(0);
        Affine offset = placement.address(List.of(zero, channel, zero, zero)).offset();
        assertThat(offset.of("o")).isEqualTo(3 * 5 * 16);
        assertThat(offset.of("i")).isEqualTo(1);
        assertThat(offset.constant()).isEqualTo(2 * 3 * 5 * 16);
    }
}
