package org.cnnc.compiler.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.tensor.Shape;
import org.junit.jupiter.api.Test;

/** What inputs layers refuse, and in which words. */
class ShapeErrorTest {
    private static ShapeException refusal(String layer, Shape... inputs) {
        ShapeException refusal = catchThrowableOfType(
                ShapeException.class, () -> SampleLayers.layer(layer).shape(Arrays.asList(inputs)));
        assertThat(refusal).as(layer).isNotNull();
        return refusal;
    }

    /** The example of the language reference. */
    @Test
    void kernelLargerThanItsPaddedInput() {
        ShapeException refusal = refusal("conv 120, 5x5", Shape.of(16, 4, 4));
        assertThat(refusal.code()).isEqualTo(Code.CNN2004);
        assertThat(refusal.argument()).isEqualTo("kernel");
        assertThat(refusal).hasMessage("5 > 4 + 2*0");
        assertThat(refusal.notes())
                .containsExactly("output = floor((input + 2*pad - dilation*(kernel - 1) - 1) / stride) + 1");
        assertThat(refusal.remedies()).extracting(Remedy::text)
                .containsExactly("`pad=1` would give 120 x 2 x 2", "`kernel 4x4` would give 120 x 1 x 1");
    }

    @Test
    void kernelErrorsShowDilationAndEdges() {
        assertThat(refusal("conv 1, 3, dilation=4", Shape.of(1, 8))).hasMessage("4*(3 - 1) + 1 > 8 + 2*0");
        assertThat(refusal("conv 1, 3, dilation=4", Shape.of(1, 8)).remedies()).extracting(Remedy::text)
                .containsExactly("`pad=1` would give 1 x 2", "`kernel 2` would give 1 x 4");
        assertThat(refusal("conv 1, 9x1, pad=(1, 0, 2, 0)", Shape.of(1, 5, 5))).hasMessage("9 > 5 + 1 + 2");
    }

    /** Half of the narrower side of this window is less than the padding that its longer side would take. */
    @Test
    void aHelpThatWouldNotMendIsLeftOut() {
        assertThat(refusal("maxpool 7x2", Shape.of(3, 3, 8)).remedies()).extracting(Remedy::text).containsExactly("`kernel 3x2` would give 3 x 1 x 4");
    }

    @Test
    void wrongRank() {
        ShapeException flat = refusal("conv 6, 3x3", Shape.of(84));
        assertThat(flat.code()).isEqualTo(Code.CNN2005);
        assertThat(flat).hasMessage("84 has no spatial axes");
        ShapeException signal = refusal("maxpool 2x2", Shape.of(3, 100));
        assertThat(signal.code()).isEqualTo(Code.CNN2005);
        assertThat(signal.argument()).isEqualTo("kernel");
        assertThat(signal).hasMessage("2x2 does not fit the 1 spatial axis of 3 x 100");
        assertThat(refusal("conv 6, 3, pad=1x2", Shape.of(3, 100)).argument()).isEqualTo("pad");
        assertThat(refusal("global_avgpool", Shape.of(84)).notes())
                .containsExactly("global_avgpool takes C x L, C x H x W or C x D x H x W");
        assertThat(refusal("conv 6, 3", Shape.of(1, 2, 3, 4, 5)).code()).isEqualTo(Code.CNN2005);
    }

    @Test
    void denseAsksForFlatten() {
        ShapeException refusal = refusal("dense 84", Shape.of(120, 1, 1));
        assertThat(refusal.code()).isEqualTo(Code.CNN2005);
        assertThat(refusal.remedies()).extracting(Remedy::text).containsExactly("`flatten` before it would give 120");
    }

    @Test
    void groupsThatDoNotDivide() {
        assertThat(refusal("conv 4, 1, groups=3", Shape.of(6, 5))).hasMessage("4 filters in 3 groups");
        ShapeException channels = refusal("conv 6, 1, groups=3", Shape.of(4, 5));
        assertThat(channels).hasMessage("4 channels in 3 groups");
        assertThat(channels.code()).isEqualTo(Code.CNN2008);
        assertThat(channels.argument()).isEqualTo("groups");
    }

    @Test
    void inputsThatDoNotFitTogether() {
        ShapeException differ = refusal("add", Shape.of(16, 8, 8), Shape.of(16, 4, 4));
        assertThat(differ.code()).isEqualTo(Code.CNN2006);
        assertThat(differ).hasMessage("16 x 8 x 8 and 16 x 4 x 4");
        assertThat(refusal("add", Shape.of(16)).code()).isEqualTo(Code.CNN2006);
    }

    /** PyTorch refuses it too: a window could lie in the padding alone. */
    @Test
    void poolingPadsAtMostHalfItsWindow() {
        ShapeException refusal = refusal("maxpool 3, pad=2", Shape.of(1, 9));
        assertThat(refusal.code()).isEqualTo(Code.CNN2007);
        assertThat(refusal).hasMessage("2 > 3 / 2");
        assertThat(refusal.remedies()).extracting(Remedy::text).containsExactly("`pad=1` is the most that this kernel allows");
        assertThat(SampleLayers.layer("maxpool 3, pad=1").shape(List.of(Shape.of(1, 9)))).isEqualTo(Shape.of(1, 3));
    }

    @Test
    void concatAgreesBesideItsAxis() {
        ShapeException extents = refusal("concat", Shape.of(8, 5, 5), Shape.of(4, 5, 6));
        assertThat(extents.code()).isEqualTo(Code.CNN2006);
        assertThat(extents).hasMessage("8 x 5 x 5 and 4 x 5 x 6");
        assertThat(extents.notes()).containsExactly("width: 5 and 6", "extents beside `channels`, which add up, agree");
        assertThat(refusal("concat", Shape.of(8, 5), Shape.of(8)).notes()).containsExactly("concat takes inputs of the same rank");
        ShapeException axis = refusal("concat axis=depth", Shape.of(8, 5), Shape.of(8, 5));
        assertThat(axis.code()).isEqualTo(Code.CNN2005);
        assertThat(axis).hasMessage("8 x 5 has no axis `depth`");
        assertThat(axis.notes()).containsExactly("its axes are channels, length");
        int max = Integer.MAX_VALUE;
        assertThat(refusal("concat", Shape.of(max), Shape.of(max))).hasMessage("features: 4294967294 is beyond 2147483647");
    }

    @Test
    void padAndCropAreOfTheInputsAxes() {
        assertThat(refusal("pad 1", Shape.of(8))).hasMessage("8 has no spatial axes");
        assertThat(refusal("pad 1x2", Shape.of(3, 8)).argument()).isEqualTo("amounts");
        assertThat(refusal("pad channels=(1, 2, 3, 4)", Shape.of(3, 8)).argument()).isEqualTo("channels");
        assertThat(refusal("pad " + Integer.MAX_VALUE, Shape.of(3, 8)).code()).isEqualTo(Code.CNN2007);
        assertThat(refusal("crop 2", Shape.of(3, 4))).hasMessage("4 - 2 - 2 leaves nothing of the length");
        assertThat(refusal("crop", Shape.of(3, 4)).code()).isEqualTo(Code.CNN2010);
        assertThat(refusal("crop 1, like=b", Shape.of(3, 4), Shape.of(3, 2)).code()).isEqualTo(Code.CNN2070);
        ShapeException small = refusal("crop like=b", Shape.of(3, 4, 4), Shape.of(9, 2, 5));
        assertThat(small.code()).isEqualTo(Code.CNN2006);
        assertThat(small).hasMessage("3 x 4 x 4 cannot be cut to 9 x 2 x 5");
        assertThat(small.notes()).containsExactly("width: 5 is more than 4");
    }

    /** Of 3 C x C numbers of a weight, and of heads x L x L attention weights, which no layer has for a result. */
    @Test
    void attentionOfWhatNoArrayHolds() {
        Layer attention = SampleLayers.layer("attention 1");
        assertThat(catchThrowableOfType(ShapeException.class, () -> attention.parameters(List.of(Shape.of(1_000_000_000, 1)))))
                .hasMessage("in_proj_weight: 3000000000 is beyond 2147483647");
        assertThat(catchThrowableOfType(ShapeException.class, () -> attention.parameters(List.of(Shape.of(100_000, 1)))))
                .hasMessage("in_proj_weight: 300000 * 100000 = 30000000000 elements");
        assertThat(refusal("attention 2", Shape.of(2, 40_000))).hasMessage(
                "attention weights, heads * length * length: 2 * 40000 * 40000 = 3200000000 elements");
        assertThat(refusal("attention 1", Shape.of(2, Integer.MAX_VALUE)).code()).isEqualTo(Code.CNN2007);
        assertThat(attention.shape(List.of(Shape.of(2, 40_000)))).isEqualTo(Shape.of(2, 40_000));
    }

    @Test
    void reshapeKeepsTheNumberOfElements() {
        assertThat(refusal("reshape 3x5", Shape.of(12))).hasMessage("3 x 5 has 15 elements, the input of 12 has 12");
        assertThat(refusal("reshape 3x5", Shape.of(12)).code()).isEqualTo(Code.CNN2071);
        assertThat(refusal("reshape 1x1x3x2x2", Shape.of(12)).code()).isEqualTo(Code.CNN2005);
        assertThat(refusal("reshape 65536x65536", Shape.of(12)).code()).isEqualTo(Code.CNN2007);
    }

    @Test
    void transposeNamesEveryAxisOnce() {
        for (String axes : List.of("(0, 0, 1)", "(1, 0)", "(1, 2, 3)")) {
            ShapeException refusal = refusal("transpose " + axes, Shape.of(3, 4, 5));
            assertThat(refusal.code()).isEqualTo(Code.CNN2072);
            assertThat(refusal).hasMessage("3 x 4 x 5 has the axes 0, 1, 2, each to be named once");
        }
    }

    @Test
    void upsampleIsOfSpatialAxes() {
        assertThat(refusal("upsample 2", Shape.of(12))).hasMessage("12 has no spatial axes");
        assertThat(refusal("upsample 2x2", Shape.of(3, 5))).hasMessage("2x2 does not fit the 1 spatial axis of 3 x 5");
        assertThat(refusal("upsample 2000000000", Shape.of(3, 5)).code()).isEqualTo(Code.CNN2007);
    }

    @Test
    void sliceStaysInside() {
        ShapeException beyond = refusal("slice 2, 9", Shape.of(8, 5));
        assertThat(beyond.code()).isEqualTo(Code.CNN2013);
        assertThat(beyond).hasMessage("9 is beyond the channels of 8 x 5, which end at 8");
        assertThat(beyond.remedies()).extracting(Remedy::text).containsExactly("`to=8` is the largest that fits");
        assertThat(refusal("slice 8, 9", Shape.of(8)).remedies()).extracting(Remedy::text).isEmpty();
        assertThat(refusal("slice 3, 3", Shape.of(8))).hasMessage("3 is not below 3");
    }

    /** The only window has its two taps on either side of the one cell; the next input has a cell under each window. */
    @Test
    void poolingsWindowMeetsTheInput() {
        ShapeException refusal = refusal("maxpool 2, dilation=2, pad=1", Shape.of(1, 1));
        assertThat(refusal.code()).isEqualTo(Code.CNN2007);
        assertThat(refusal.argument()).isEqualTo("dilation");
        assertThat(refusal).hasMessage("taps 2 apart step over 1");
        assertThat(refusal.notes()).containsExactly("the window that starts at -1 meets nothing but padding");
        assertThat(SampleLayers.layer("maxpool 2, dilation=2, pad=1").shape(List.of(Shape.of(1, 2)))).isEqualTo(Shape.of(1, 1));
        assertThat(SampleLayers.layer("maxpool 2, dilation=3, stride=1, pad=(2, 0)").shape(List.of(Shape.of(1, 2)))).isEqualTo(Shape.of(1, 1));
        assertThat(SampleLayers.layer("maxpool 2, dilation=3, stride=2, pad=2").shape(List.of(Shape.of(1, 2)))).isEqualTo(Shape.of(1, 2));
    }

    @Test
    void transposedConvolutions() {
        ShapeException more = refusal("conv_transpose 1, 3, stride=2, output_pad=2", Shape.of(1, 4));
        assertThat(more.code()).isEqualTo(Code.CNN2013);
        assertThat(more.argument()).isEqualTo("output_pad");
        assertThat(more).hasMessage("2 >= max(2, 1)");
        ShapeException nothing = refusal("conv_transpose 1, 2, stride=2, pad=(1, 3)", Shape.of(1, 2));
        assertThat(nothing.code()).isEqualTo(Code.CNN2007);
        assertThat(nothing).hasMessage("(2 - 1)*2 - 1 - 3 + 1*(2 - 1) + 0 + 1 = 0");
        assertThat(nothing.notes())
                .containsExactly("output = (input - 1)*stride - 2*pad + dilation*(kernel - 1) + output_pad + 1");
        assertThat(refusal("conv_transpose 3, 1, groups=2", Shape.of(4, 5))).hasMessage("3 filters in 2 groups");
        assertThat(refusal("conv_transpose 3, 1, output_pad=1x1", Shape.of(4, 5)).argument()).isEqualTo("output_pad");
        assertThat(refusal("conv_transpose 1, 2000000000, stride=2000000000", Shape.of(1, 2)).code()).isEqualTo(Code.CNN2007);
    }

    /** As PyTorch refuses them. */
    @Test
    void paddingOfTheInputsOwnCells() {
        ShapeException reflect = refusal("conv 1, 3, pad=3, pad_mode=reflect", Shape.of(1, 3));
        assertThat(reflect.code()).isEqualTo(Code.CNN2007);
        assertThat(reflect.argument()).isEqualTo("pad");
        assertThat(reflect).hasMessage("3 > 3 - 1");
        assertThat(reflect.notes()).containsExactly("reflect pads with the cells of the input, of which there are 3");
        assertThat(refusal("depthwise 3, pad=4, pad_mode=circular", Shape.of(1, 3))).hasMessage("4 > 3");
        assertThat(SampleLayers.layer("conv 1, 3, pad=9, pad_mode=replicate").shape(List.of(Shape.of(1, 3)))).isEqualTo(Shape.of(1, 19));
    }

    @Test
    void normalisations() {
        assertThat(refusal("groupnorm 3", Shape.of(4, 5))).hasMessage("4 channels in 3 groups");
        assertThat(refusal("groupnorm 3", Shape.of(4, 5)).notes()).containsExactly("groups divides the channels");
        assertThat(refusal("instancenorm", Shape.of(84)).code()).isEqualTo(Code.CNN2005);
    }

    @Test
    void adaptivePoolings() {
        assertThat(refusal("adaptive_avgpool 2x2", Shape.of(3, 100)).argument()).isEqualTo("output");
        assertThat(refusal("adaptive_avgpool 2", Shape.of(84)).code()).isEqualTo(Code.CNN2005);
        assertThat(refusal("adaptive_avgpool 257", Shape.of(1, 256)).code()).isEqualTo(Code.CNN2007);
        assertThat(refusal("adaptive_avgpool 257", Shape.of(1, 256))).hasMessage("256 to 257 takes 257 different windows");
    }

    @Test
    void samePaddingOutOfRange() {
        assertThat(refusal("conv 1, 9, dilation=2147483647, pad=same", Shape.of(1, 5)).code()).isEqualTo(Code.CNN2007);
    }

    @Test
    void sizesOutOfRange() {
        int max = Integer.MAX_VALUE;
        assertThat(refusal("conv 1, 1, pad=" + max, Shape.of(1, 5)).code()).isEqualTo(Code.CNN2007);
        assertThat(refusal("conv " + max + ", 1", Shape.of(1, 2)).code()).isEqualTo(Code.CNN2007);
        assertThat(refusal("flatten", Shape.of(max, max, max)).code()).isEqualTo(Code.CNN2007);
        assertThat(refusal("flatten", Shape.of(65536, 65536)))
                .hasMessage("features: 4294967296 is beyond 2147483647");
        ShapeException weight = catchThrowableOfType(
                ShapeException.class, () -> SampleLayers.layer("dense " + max).parameters(List.of(Shape.of(2))));
        assertThat(weight.code()).isEqualTo(Code.CNN2007);
        assertThat(weight).hasMessage("weight: 2147483647 * 2 = 4294967294 elements");
    }

    /** A dilation near the range's end is computed in long: 2147483647 * 2 + 1 cells, not an overflow. */
    @Test
    void hugeDilation() {
        assertThat(refusal("conv 1, 3, dilation=2147483647", Shape.of(1, 5)))
                .hasMessage("2147483647*(3 - 1) + 1 > 5 + 2*0");
        ShapeException beyondAnyPad = refusal("conv 1, 9, dilation=2147483647", Shape.of(1, 5));
        assertThat(beyondAnyPad.code()).isEqualTo(Code.CNN2004);
        assertThat(beyondAnyPad.remedies()).extracting(Remedy::text).containsExactly("`kernel 1` would give 1 x 5");
    }

    @Test
    void arithmeticIsShownAxisByAxis() {
        assertThat(SampleLayers.layer("conv 6, 5x3, stride=2, pad=(0, 1, 0, 2)").arithmetic(List.of(Shape.of(1, 32, 17))))
                .map(Equation::toString)
                .containsExactly(
                        "height = floor((32 + 2*0 - 1*(5 - 1) - 1) / 2) + 1 = 14",
                        "width = floor((17 + 1 + 2 - 1*(3 - 1) - 1) / 2) + 1 = 9");
        assertThat(SampleLayers.layer("maxpool 3x2, stride=2, pad=0x1, ceil=true").arithmetic(List.of(Shape.of(1, 8, 3))))
                .map(Equation::toString)
                .containsExactly(
                        "height = ceil((8 + 2*0 - 1*(3 - 1) - 1) / 2) + 1 = 4",
                        "width = ceil((3 + 2*1 - 1*(2 - 1) - 1) / 2) + 1 - 1 = 2, as a last window would start in the padding");
    }
}
