package org.cnnc.compiler.diagnostics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.cnnc.compiler.source.SourceText;

/**
 * Collects the diagnostics of a run. A code is kept once per place: a block that is used ten times is wrong
 * in one place, not in ten.
 */
public final class Diagnostics {
    private record Place(Code code, SourceText source, int start) {}

    private final List<Diagnostic> all = new ArrayList<>();
    private final Set<Place> seen = new HashSet<>();
    private final Map<SourceText, Integer> order = new IdentityHashMap<>();
    private UnaryOperator<Diagnostic> context = UnaryOperator.identity();
    private int errors;

    /** Files are sorted in the order in which they were first named here or by a diagnostic. */
    public void startOf(SourceText source) {
        order.putIfAbsent(source, order.size());
    }

    /** Each error that the work reports is completed by what is known around it; the innermost context comes first. */
    public <T> T within(UnaryOperator<Diagnostic> completed, Supplier<T> work) {
        UnaryOperator<Diagnostic> around = context;
        context = diagnostic -> around.apply(completed.apply(diagnostic));
        try {
            return work.get();
        } finally {
            context = around;
        }
    }

    public void add(Diagnostic diagnostic) {
        SourceText source = diagnostic.span().source();
        startOf(source);
        if (diagnostic.severity() == Severity.ERROR) errors++;
        if (seen.add(new Place(diagnostic.code(), source, diagnostic.span().start()))) all.add(context.apply(diagnostic));
    }

    public boolean hasErrors() {
        return errors > 0;
    }

    /** Number of errors so far, repeated ones counted; a stage compares it to know whether it met one. */
    public int errors() {
        return errors;
    }

    /** All of them in source order. */
    public List<Diagnostic> sorted() {
        Comparator<Diagnostic> bySource = Comparator.comparing(d -> order.get(d.span().source()));
        return all.stream()
                .sorted(bySource.thenComparing(d -> d.span().start()).thenComparing(d -> d.span().end()))
                .toList();
    }
}
