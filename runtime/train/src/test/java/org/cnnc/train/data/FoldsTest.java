package org.cnnc.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.cnnc.train.DataException;
import org.cnnc.train.Dataset;
import org.cnnc.train.Split;
import org.cnnc.train.Targets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldsTest {
    /** Three classes: 60 of the first, 30 of the second, 11 of the third. */
    private static final int[] LABELS =
            IntStream.range(0, 101).map(i -> i < 60 ? 0 : i < 90 ? 1 : 2).toArray();

    /** Each sample holds its own number. */
    private record Numbered(Targets targets) implements Source {
        @Override
        public Dataset training(int limit) {
            int count = Math.min(limit, targets.size());
            float[] numbers = new float[count];
            for (int i = 0; i < count; i++) numbers[i] = i;
            return new Dataset(numbers, new int[] {1}, targets.select(IntStream.range(0, count).toArray()));
        }

        @Override
        public Dataset test() {
            return new Dataset(new float[] {50, 60}, new int[] {1}, targets.select(new int[] {0, 1}));
        }
    }

    private static DataOptions options(boolean normalize, int limit, long seed) {
        return new DataOptions(0, normalize, 5, limit, seed);
    }

    @ParameterizedTest
    @CsvSource({"2", "5", "7", "101"})
    void everySampleIsValidatedOnOnceAndEachClassIsDealtEvenly(int count) throws IOException {
        int[][] folds = Folds.deal(new Targets.Classes(LABELS, 3), count, 1);
        assertThat(Arrays.stream(folds).flatMapToInt(Arrays::stream).sorted().toArray())
                .containsExactly(IntStream.range(0, 101).toArray());
        for (int label = 0; label < 3; label++) {
            int own = label;
            int[] counts = Arrays.stream(folds)
                    .mapToInt(fold -> (int) Arrays.stream(fold).filter(i -> LABELS[i] == own).count()).toArray();
            assertThat(Arrays.stream(counts).max().getAsInt() - Arrays.stream(counts).min().getAsInt()).isLessThanOrEqualTo(1);
        }
        int[] sizes = Arrays.stream(folds).mapToInt(fold -> fold.length).toArray();
        assertThat(Arrays.stream(sizes).max().getAsInt() - Arrays.stream(sizes).min().getAsInt()).isLessThanOrEqualTo(1);
    }

    @Test
    void theDealDependsOnTheSeed() {
        Targets targets = new Targets.Classes(LABELS, 3);
        assertThat(Folds.deal(targets, 4, 1)).isDeepEqualTo(Folds.deal(targets, 4, 1));
        assertThat(Arrays.deepEquals(Folds.deal(targets, 4, 1), Folds.deal(targets, 4, 2))).isFalse();
    }

    @Test
    void numbersAreDealtToo() {
        int[][] folds = Folds.deal(new Targets.Values(new float[10], new int[] {1}), 3, 1);
        assertThat(folds[0]).hasSize(4);
        assertThat(folds[1]).hasSize(3);
        assertThat(folds[2]).hasSize(3);
    }

    @Test
    void splitsArePreparedByTheirOwnTrainingSamples() throws IOException {
        Folds folds = Folds.of(new Numbered(new Targets.Classes(LABELS, 3)), options(true, 0, 1), 4);
        assertThat(folds.count()).isEqualTo(4);
        for (int number = 1; number <= 4; number++) {
            Split split = folds.split(number);
            assertThat(split.train().size() + split.validation().size()).isEqualTo(101);
            int[] without = Draw.without(101, Folds.deal(new Targets.Classes(LABELS, 3), 4, 1)[number - 1]);
            double mean = Arrays.stream(without).average().orElseThrow();
            assertThat((double) split.normalization().mean()[0]).isCloseTo(mean, within(1e-4));
            float[] first = new float[1];
            split.test().samples().fill(0, first, 0);
            assertThat((double) first[0]).isCloseTo((50 - mean) / split.normalization().deviation()[0], within(1e-4));
        }
    }

    @Test
    void limitCountsBeforeTheDeal() throws IOException {
        Split split = Folds.of(new Numbered(new Targets.Classes(LABELS, 3)), options(false, 20, 1), 4).split(2);
        assertThat(split.train().size()).isEqualTo(15);
        assertThat(split.validation().size()).isEqualTo(5);
    }

    @Test
    void moreFoldsThanSamplesAreRefused() {
        assertThatThrownBy(() -> Folds.of(new Numbered(new Targets.Classes(LABELS, 3)), options(false, 3, 1), 4))
                .isInstanceOf(DataException.class).hasMessageContaining("3 training samples cannot be dealt into 4 folds");
    }
}
