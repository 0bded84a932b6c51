package org.cnnc.tests.differential;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs many examples; of the first that fails, the smallest failing form is the report. */
final class Cases {
    /** Examples of a layer in one run, twice those of networks; the Maven profile {@code long} sets more. */
    static final int COUNT = Integer.getInteger("cnn.test.cases", 40);

    /** What all examples follow from; another gives others. */
    static final long SEED = Long.getLong("cnn.test.seed", 1);

    private Cases() {}

    static void agree(Supplier<Example> examples, int count) {
        for (int i = 0; i < count; i++) {
            Example example = examples.get();
            if (failure(example).isPresent()) throw new AssertionError(report(example));
        }
    }

    private static String report(Example example) {
        String kind = failure(example).orElseThrow().kind();
        Example smallest = example.withText(Minimizer.minimize(example.text(), text -> failure(example.withText(text))
                .filter(failure -> failure.kind().equals(kind))
                .isPresent()));
        return failure(smallest).orElseThrow().message() + "\n" + smallest + "\nfirst met as " + example;
    }

    /** @param kind what must not change while an example shrinks */
    private record Failure(String kind, String message) {}

    /** A deviation, or whatever the compiler or the network throws. */
    private static Optional<Failure> failure(Example example) {
        try {
            return Comparison.deviation(example).map(message -> new Failure("deviation", message));
        } catch (RuntimeException | Error thrown) {
            return Optional.of(new Failure(
                    thrown.getClass().getName(), "thrown: " + thrown + " at " + List.of(thrown.getStackTrace())));
        }
    }
}
