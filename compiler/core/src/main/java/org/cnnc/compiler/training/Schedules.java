package org.cnnc.compiler.training;

import java.util.List;
import org.cnnc.compiler.op.Schema;

/** The schedules of the learning rate that training carries out. */
public final class Schedules {
    private static final List<Term> ALL = List.of(new Term("constant", "The optimizer's rate throughout.", Schema.of()));

    private Schedules() {}

    public static List<Term> all() {
        return ALL;
    }
}
