package org.cnnc.compiler.lint;

import java.util.function.Consumer;
import org.cnnc.compiler.diagnostics.Diagnostic;

/** One kind of warning. */
@FunctionalInterface
interface Rule {
    /** Hands on each warning that a file without errors gives rise to. */
    void check(Subject subject, Consumer<Diagnostic> warn);
}
