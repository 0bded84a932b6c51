package org.cnnc.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void ranksStandBetweenTheNearestValues() {
        double[] values = new Random(1).ints(0, 101).distinct().limit(101).asDoubleStream().toArray();
        Spread spread = Spread.of(values);
        IntStream.rangeClosed(0, 100).forEach(p -> assertThat(spread.percentile(p)).isEqualTo(p, within(1e-9)));
        assertThat(Spread.of(1, 2).median()).isEqualTo(1.5);
        assertThat(Spread.of(3, 1, 2).p10()).isEqualTo(1.2, within(1e-12));
        assertThat(Spread.of(7).p90()).isEqualTo(7);
    }

    @Test
    void refusesWhatHasNoRank() {
        assertThatThrownBy(Spread::of).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Spread.of(1, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
