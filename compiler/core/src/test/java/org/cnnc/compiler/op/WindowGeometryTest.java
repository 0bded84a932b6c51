package org.cnnc.compiler.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Random windows, from a fixed seed. */
class WindowGeometryTest {
    private static final Pattern HELP = Pattern.compile("`(pad=|kernel )([0-9x]+)` would give ([0-9 x]+)");

    private final Random random = new Random(20);

    private Conv randomConv() {
        return new Conv(
                2, extent(1, 6), extent(1, 4), padding(), PadMode.ZEROS, extent(1, 3), 1, false, Optional.empty(), Optional.empty(),
                Optional.empty());
    }

    private Extent extent(int from, int to) {
        return random.nextBoolean()
                ? Extent.of(random.nextInt(from, to + 1))
                : Extent.of(random.nextInt(from, to + 1), random.nextInt(from, to + 1));
    }

    private Padding padding() {
        if (random.nextBoolean()) return new Padding.Even(extent(0, 2));
        return new Padding.Edges(
                Extent.of(random.nextInt(3), random.nextInt(3)), Extent.of(random.nextInt(3), random.nextInt(3)));
    }

    /** Places at which the window starts and still ends within the padded input, found by trying them. */
    private static int places(int input, int kernel, int stride, int dilation, int before, int after) {
        int places = 0;
        for (int start = 0; start + dilation * (kernel - 1) < before + input + after; start += stride) places++;
        return places;
    }

    @Test
    void theOutputHasAnElementForEachPlaceOfTheWindow() {
        int refused = 0;
        for (int trial = 0; trial < 2000; trial++) {
            Conv conv = randomConv();
            Shape input = Shape.of(1, random.nextInt(1, 12), random.nextInt(1, 12));
            int[] places = new int[2];
            for (int a = 0; a < 2; a++) {
                places[a] = places(
                        input.spatial()[a], conv.kernel().sizes(2)[a], conv.stride().sizes(2)[a],
                        conv.dilation().sizes(2)[a], cells(conv, a).before(), cells(conv, a).after());
            }
            if (places[0] > 0 && places[1] > 0) {
                assertThat(conv.shape(List.of(input))).isEqualTo(Shape.of(2, places));
            } else {
                refused++;
                ShapeException refusal = catchThrowableOfType(ShapeException.class, () -> conv.shape(List.of(input)));
                assertThat(refusal.code()).isEqualTo(Code.CNN2004);
                assertHelpsMend(refusal, conv, input);
            }
        }
        assertThat(refused).isBetween(100, 1900);
    }

    private static WindowPadding.Cells cells(Conv conv, int axis) {
        return conv.pad().along(axis, 2, 1, 1, 1);
    }

    private static void assertHelpsMend(ShapeException refusal, Conv conv, Shape input) {
        for (Remedy remedy : refusal.remedies()) {
            Matcher help = HELP.matcher(remedy.text());
            assertThat(help.matches()).isTrue();
            Extent value = Extent.of(Pattern.compile("x").splitAsStream(help.group(2)).mapToInt(Integer::parseInt).toArray());
            boolean pad = help.group(1).equals("pad=");
            Conv mended = new Conv(
                    conv.filters(), pad ? conv.kernel() : value, conv.stride(), pad ? new Padding.Even(value) : conv.pad(),
                    PadMode.ZEROS, conv.dilation(), 1, false, Optional.empty(), Optional.empty(), Optional.empty());
            assertThat(mended.shape(List.of(input))).hasToString(help.group(3));
            assertThat(remedy).isEqualTo(new Remedy.SetArgument(pad ? "pad" : "kernel", help.group(2), remedy.text()));
        }
        assertThat(refusal.remedies()).hasSize(2);
    }

    /** Each tap is visited once, in order, and none outside the input. */
    @Test
    void tapsAreVisitedInOrder() {
        Conv conv = (Conv) SampleLayers.layer("conv 1, 2x2, pad=1, stride=2");
        StringBuilder visited = new StringBuilder();
        conv.convolution(Shape.of(1, 2, 3)).geometry(Shape.of(1, 2, 3)).forEachTap((o, k, i) -> visited.append(o + ":" + k + "=" + i + " "));
        assertThat(visited.toString().trim()).isEqualTo("0:3=0 1:2=1 1:3=2 2:1=3 3:0=4 3:1=5");
    }
}
