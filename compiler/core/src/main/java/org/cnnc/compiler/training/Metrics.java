package org.cnnc.compiler.training;

import java.util.List;
import org.cnnc.compiler.op.Schema;

/** What training and evaluation measure beside the loss. */
public final class Metrics {
    private static final List<Term> ALL =
            List.of(new Term("accuracy", "Share of samples whose largest output is their class.", Schema.of()));

    private Metrics() {}

    public static List<Term> all() {
        return ALL;
    }
}
