package org.cnnc.compiler.training;

import java.util.List;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;
import org.cnnc.compiler.op.Schema;

/** What training and evaluation measure beside the loss. */
public final class Metrics {
    private static final Term ACCURACY = new Term(
            "accuracy", "Share of samples whose largest output is their class; always told.", Schema.of());
    private static final Term TOP_K = new Term(
            "top_k", "Share of samples whose class is among the k largest outputs.",
            Schema.of(Argument.positional("k", ArgumentType.count(), "5", "how many")));
    private static final Term CONFUSION = new Term(
            "confusion", "Counts by true and predicted class, with the precision and recall of each; told by `cnnc eval`.", Schema.of());

    private static final List<Term> ALL = List.of(ACCURACY, TOP_K, CONFUSION);

    private Metrics() {}

    public static List<Term> all() {
        return ALL;
    }

    /** The numbers of best classes that are asked for, in ascending order. */
    public static List<Integer> topK(List<Setting> metrics) {
        return metrics.stream()
                .filter(metric -> metric.name().equals(TOP_K.name()))
                .map(metric -> metric.arguments().count("k"))
                .distinct()
                .sorted()
                .toList();
    }

    /** Whether the confusion is asked for. */
    public static boolean confusion(List<Setting> metrics) {
        return metrics.stream().anyMatch(metric -> metric.name().equals(CONFUSION.name()));
    }
}
