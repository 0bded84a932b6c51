package org.cnnc.compiler.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cnnc.compiler.Checked;
import org.cnnc.compiler.Texts;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.compiler.shape.LayerSummary;

/** What the tests of the language reference ask of models. */
final class Models {
    private Models() {}

    /** The only model of a text that nothing is wrong with but what deserves a warning. */
    static CheckedModel good(String text) {
        Checked checked = Texts.check(text);
        assertThat(checked.hasErrors()).as(Texts.rendered(checked)).isFalse();
        return checked.models().getLast();
    }

    /** The model of statements behind an input named {@code image}. */
    static CheckedModel body(String shape, String statements) {
        return good(Texts.model(shape, statements));
    }

    static List<String> paths(CheckedModel model) {
        return model.layers().stream().map(LayerSummary::path).toList();
    }

    static String output(CheckedModel model) {
        return model.layers().getLast().output().toString();
    }

    /** The codes of the errors of a text, in order. */
    static String errors(String text) {
        return String.join(" ", Texts.check(text).diagnostics().stream()
                .filter(diagnostic -> diagnostic.severity() == org.cnnc.compiler.diagnostics.Severity.ERROR)
                .map(diagnostic -> diagnostic.code().name()).toList());
    }

    /** A table's cell, in which {@code ;} ends statements as in the language. */
    static String errorsOf(String shape, String statements) {
        return errors(Texts.model(shape, statements));
    }
}
