package org.cnnc.tests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever a file holds, the answer is models or diagnostics, within bounded time and memory, and the formatter
 * and the parser agree on it.
 */
class FuzzTest {
    /** Random files in one run; the Maven profile {@code long} sets more. */
    private static final int COUNT = Integer.getInteger("cnn.test.cases", 2000);

    /** Of the first file; each following one has the next. */
    private static final long SEED = Long.getLong("cnn.test.seed", 1);

    private enum Kind { BYTES, MUTATION, GRAMMAR }

    private final Corpus corpus = Corpus.ofModels();

    FuzzTest() throws IOException {}

    private Case example(long seed) {
        // The generator's first numbers differ little between neighbouring seeds.
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        return switch (random.nextInt(10)) {
            case 0, 1 -> RandomBytes.example(random);
            case 2, 3, 4, 5 -> corpus.mutation(random);
            default -> new GrammarText(random).example();
        };
    }

    @Test
    void everyFileIsAnswered() {
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        try (Watch watch = new Watch()) {
            for (long seed = SEED; seed < SEED + COUNT; seed++) {
                Case example = example(seed);
                Optional<Failure> failure = watch.failure(example);
                if (failure.isPresent()) throw new AssertionError(report(seed, example, failure.get(), watch));
                outcomes.merge(watch.outcome(), 1, Integer::sum);
            }
        }
        // A generator that only ever writes nonsense, or never any, would find nothing.
        if (COUNT >= 1000) for (Outcome outcome : Outcome.values()) assertThat(outcomes.getOrDefault(outcome, 0)).as("%s of %s", outcome, outcomes).isGreaterThan(COUNT / 50);
    }

    private static String report(long seed, Case example, Failure failure, Watch watch) {
        String smallest = failure.isHang() ? example.text() : Minimizer.minimize(example.text(), text -> watch.failure(example.withText(text))
                .filter(other -> other.kind().equals(failure.kind())).isPresent());
        return failure.message() + "\nseed " + seed + " (-Dseed=" + seed + " -Dcases=1), " + example.name() + "; the smallest such text:\n" + smallest;
    }
}
