package org.cnnc.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AgreementTest {
    private static final float[] OURS = {0.5f, -2, 0};

    @Test
    void differencesAreSharesOfTheLargestValue() {
        assertThat(Agreement.of("peer", OURS, new float[] {0.50019f, -2, 0})).isEqualTo("differs by 1e-04 of the largest value");
        assertThat(Agreement.of("peer", OURS, OURS)).isEqualTo("differs by 0e+00 of the largest value");
        assertThat(Agreement.of("peer", OURS, new float[0])).isEmpty();
    }

    @Test
    void otherResultsAreRefused() {
        assertThatThrownBy(() -> Agreement.of("peer", OURS, new float[] {0.5003f, -2, 0})).hasMessageContaining("peer");
        assertThatThrownBy(() -> Agreement.of("peer", OURS, new float[] {0.5f, -2})).hasMessageContaining("2 numbers");
        assertThatThrownBy(() -> Agreement.of("peer", OURS, new float[] {Float.NaN, -2, 0})).hasMessageContaining("NaN");
        assertThatThrownBy(() -> Agreement.of("peer", new float[3], new float[3])).hasMessageContaining("NaN");
    }
}
