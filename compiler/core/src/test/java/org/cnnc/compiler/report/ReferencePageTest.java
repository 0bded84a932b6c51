package org.cnnc.compiler.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cnnc.compiler.Checked;
import org.cnnc.compiler.Frontend;
import org.cnnc.compiler.diagnostics.TextRenderer;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.LayerKind;
import org.cnnc.compiler.op.Layers;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.compiler.source.SourceText;
import org.junit.jupiter.api.Test;

/** The reference page in {@code grammar}. {@code -Dcnn.updateReference=true} writes it anew. */
class ReferencePageTest {
    private static final Path PAGE = Path.of("../../grammar/LAYERS.md");
    private static final String COMMAND = "mvn -q -o -B -ntp -pl compiler/core -am test -Dtest=ReferencePageTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dcnn.updateReference=true";

    private static CheckedModel check(String text) {
        Checked checked = Frontend.check(new SourceText("example.cnn", text), Overrides.none());
        assertThat(checked.hasErrors()).as(() -> text + checked.diagnostics().stream().map(TextRenderer.plain()::render).toList()).isFalse();
        return checked.models().getFirst();
    }

    @Test
    void thePageIsCurrent() throws IOException {
        String page = ReferencePage.render(ReferencePageTest::check);
        if (Boolean.getBoolean("cnn.updateReference")) Files.writeString(PAGE, page);
        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as("grammar/LAYERS.md says something else than the registries; this writes it anew: " + COMMAND)
                .isEqualTo(page);
    }

    @Test
    void everyLayerAndArgumentIsThere() {
        String page = ReferencePage.render(ReferencePageTest::check);
        for (LayerKind kind : Layers.all()) {
            int start = page.indexOf("\n### " + kind.name() + "\n");
            assertThat(start).as(kind.name()).isPositive();
            String section = page.substring(start, page.indexOf("\n##", start + 1));
            assertThat(section).contains(kind.summary(), "| example |");
            for (Argument argument : kind.schema().arguments()) {
                assertThat(section).contains("| `" + argument.name() + "`", argument.doc());
            }
        }
    }
}
