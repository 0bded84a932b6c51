package org.cnnc.compiler;

import java.util.List;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Severity;
import org.cnnc.compiler.shape.CheckedModel;

/**
 * What checking a file gives.
 *
 * @param models the models without errors
 * @param shaped these and the models whose only errors are false assertions of shapes, and {@code expect} lines that
 *     they do not meet
 * @param diagnostics all that is to be said of the file, in source order
 */
public record Checked(List<CheckedModel> models, List<CheckedModel> shaped, List<Diagnostic> diagnostics) {
    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
    }
}
