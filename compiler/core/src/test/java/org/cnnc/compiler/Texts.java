package org.cnnc.compiler;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.TextRenderer;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.source.SourceText;

/** Checks texts that stand in tests. */
public final class Texts {
    private Texts() {}

    public static Checked check(String text) {
        return Frontend.check(new SourceText("test.cnn", text), Overrides.none());
    }

    public static Checked check(String text, Map<String, String> overrides) {
        return Frontend.check(new SourceText("test.cnn", text), Overrides.of(overrides));
    }

    /** All diagnostics as the user sees them. */
    public static String rendered(Checked checked) {
        return rendered(checked.diagnostics());
    }

    public static String rendered(List<Diagnostic> diagnostics) {
        return diagnostics.stream().map(TextRenderer.plain()::render).collect(Collectors.joining("\n"));
    }

    /** The codes of all diagnostics, in order. */
    public static String codes(Checked checked) {
        return checked.diagnostics().stream().map(diagnostic -> diagnostic.code().name()).collect(Collectors.joining(" "));
    }

    /** A model with the statements given behind an input of a shape. */
    public static String model(String shape, String... statements) {
        return "model M {\ninput image: " + shape + "\n" + String.join("\n", statements) + "\n}\n";
    }
}
