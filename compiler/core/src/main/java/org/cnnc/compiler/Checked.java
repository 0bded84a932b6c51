package org.cnnc.compiler;

import java.util.List;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Severity;
import org.cnnc.compiler.shape.CheckedModel;

/** A file's models without errors, and all that is to be said of the file, in source order. */
public record Checked(List<CheckedModel> models, List<Diagnostic> diagnostics) {
    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
    }
}
