package org.cnnc.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.cnnc.compiler.Checked;
import org.cnnc.compiler.Frontend;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.compiler.source.SourceText;

/** Models of the repository and of the tests. */
final class Models {
    /** Tests run in the folder of their module. */
    static final Path FOLDER = Path.of("..", "..", "models");

    private Models() {}

    static CheckedModel file(String name) {
        return only(Frontend.check(FOLDER.resolve(name), Overrides.none()));
    }

    static CheckedModel text(String text) {
        return only(Frontend.check(new SourceText("test.cnn", text), Overrides.none()));
    }

    private static CheckedModel only(Checked checked) {
        assertThat(checked.diagnostics()).isEmpty();
        assertThat(checked.models()).hasSize(1);
        return checked.models().getFirst();
    }
}
