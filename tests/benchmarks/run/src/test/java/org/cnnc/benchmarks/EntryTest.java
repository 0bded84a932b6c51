package org.cnnc.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.cnnc.measure.Spread;
import org.junit.jupiter.api.Test;

class EntryTest {
    private static final Entry MEASURED = Entry.of("work", "peer", "s", Spread.of(0.4, 0.5, 0.6));

    @Test
    void ratiosAreWhatTargetsAreMetBy() {
        assertThat(MEASURED.compared(2, 1).aimedAt(Bound.times(2)).met()).isTrue();
        assertThat(MEASURED.compared(1.99, 3).aimedAt(Bound.times(2)).met()).isFalse();
        assertThat(MEASURED.compared(2.01, 1).aimedAt(Bound.atMostTimes(2)).met()).isFalse();
        assertThat(MEASURED.compared(0.92, 1).aimedAt(Bound.share(0.92)).met()).isTrue();
    }

    @Test
    void withoutARatioTheMedianIs() {
        assertThat(MEASURED.aimedAt(Bound.atMost(0.5, "s")).met()).isTrue();
        assertThat(MEASURED.aimedAt(Bound.atMost(0.49, "s")).met()).isFalse();
        assertThat(MEASURED.met()).isNull();
    }

    @Test
    void boundsAreWords() {
        assertThat(Bound.times(1.1)).hasToString("at least 1.1 x");
        assertThat(Bound.atMostTimes(2)).hasToString("at most 2 x");
        assertThat(Bound.share(0.92)).hasToString("at least 92% of the roof");
        assertThat(Bound.atMost(0.3, "MB")).hasToString("at most 0.3 MB");
    }
}
