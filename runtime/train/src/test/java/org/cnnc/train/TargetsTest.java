package org.cnnc.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TargetsTest {
    private static float[] written(Targets targets, int sample, int size) {
        float[] to = {7, 7, 7, 7, 7};
        targets.write(sample, to, 1, size);
        assertThat(to[0]).isEqualTo(7);
        assertThat(to[1 + size]).isEqualTo(7);
        return java.util.Arrays.copyOfRange(to, 1, 1 + size);
    }

    @Test
    void aClassIsOneHotOrItselfWhereThereIsOneOutput() throws DataException {
        Targets targets = new Targets.Classes(new int[] {0, 1, 2}, 3);
        targets.checkFit(3);
        assertThat(written(targets, 2, 3)).containsExactly(0, 0, 1);
        assertThat(written(targets, 0, 3)).containsExactly(1, 0, 0);
        Targets binary = new Targets.Classes(new int[] {0, 1}, 2);
        binary.checkFit(1);
        assertThat(written(binary, 1, 1)).containsExactly(1);
        assertThatThrownBy(() -> targets.checkFit(1)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> new Targets.Classes(new int[] {3}, 3)).hasMessage("labels: expected 0 to 2, found 3");
    }

    @Test
    void numbersAreTakenAsTheyAre() throws DataException {
        Targets targets = new Targets.Values(new float[] {1, 2, 3, 4, 5, 6}, new int[] {1, 2});
        targets.checkFit(2);
        assertThat(targets.size()).isEqualTo(3);
        assertThat(written(targets, 1, 2)).containsExactly(3, 4);
        assertThatThrownBy(() -> targets.checkFit(3)).isInstanceOf(DataException.class)
                .hasMessage("the data has targets of 1 x 2, 2 values each, the network's output has 3");
        assertThatThrownBy(() -> new Targets.Values(new float[3], new int[] {2})).hasMessageContaining("found 3 floats");
    }

    @Test
    void someOfTheSamples() {
        int[] chosen = {2, 0};
        assertThat(new Targets.Classes(new int[] {5, 6, 7}, 8).select(chosen).labels()).containsExactly(7, 5);
        Targets.Values values = new Targets.Values(new float[] {1, 2, 3, 4, 5, 6}, new int[] {2});
        assertThat(values.select(chosen).values()).containsExactly(5, 6, 1, 2);
    }
}
