package org.cnnc.compiler.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cnnc.compiler.op.Layer;
import org.cnnc.compiler.op.SampleLayers;
import org.cnnc.compiler.tensor.Shape;
import org.junit.jupiter.api.Test;

class ReceptiveFieldTest {
    private static List<Long> field(Shape input, String... layers) {
        ReceptiveField field = ReceptiveField.ofInput(input);
        Shape at = input;
        for (String text : layers) {
            Layer layer = SampleLayers.layer(text);
            if (layer.window(at).isPresent()) field = field.through(layer.window(at).get());
            at = layer.shape(List.of(at));
        }
        return field.size();
    }

    /** 3, one cell more by the pooling, then two steps of 2. */
    @Test
    void growsByTheStepsBefore() {
        assertThat(field(Shape.of(1, 32), "conv 1, 3", "maxpool 2, stride=2", "conv 1, 3")).containsExactly(8L);
    }

    /** Steps of 4 become steps of 2: a kernel of 3 behind it adds 2 of them, where it would have added 2 of 4. */
    @Test
    void shrinksItsStepsBehindATransposedConvolution() {
        String[] down = {"conv 1, 2, stride=2", "conv 1, 2, stride=2"};
        assertThat(field(Shape.of(1, 32), down)).containsExactly(4L);
        assertThat(field(Shape.of(1, 32), down[0], down[1], "conv_transpose 1, 2, stride=2", "conv 1, 3"))
                .containsExactly(8L);
    }

    /** An element of the result lies under taps 0 and 2, or under tap 1 alone. */
    @Test
    void countsTheElementsThatOverlap() {
        assertThat(field(Shape.of(1, 32), "conv_transpose 1, 3, stride=2")).containsExactly(2L);
    }

    /** Three neighbours, half a cell apart, reach over one cell more. */
    @Test
    void countsWholeCells() {
        assertThat(field(Shape.of(1, 32), "conv_transpose 1, 2, stride=2", "conv 1, 3")).containsExactly(2L);
        assertThat(field(Shape.of(1, 32), "conv_transpose 1, 3, stride=3", "conv 1, 2")).containsExactly(2L);
    }
}
