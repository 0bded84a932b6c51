package org.cnnc.cli;

import java.util.Collection;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Severity;
import org.cnnc.compiler.diagnostics.TextRenderer;

/** Diagnostics as text for people. */
final class DiagnosticsOutput {
    private DiagnosticsOutput() {}

    /** Writes them to the terminal's {@code err}, warnings only unless quiet. */
    static void print(Collection<Diagnostic> diagnostics, Terminal terminal, boolean quiet) {
        TextRenderer renderer = terminal.colours() ? TextRenderer.ansi() : TextRenderer.plain();
        for (Diagnostic diagnostic : diagnostics) {
            if (quiet && diagnostic.severity() == Severity.WARNING) continue;
            terminal.err().println(renderer.render(diagnostic));
        }
    }
}
