package org.cnnc.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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

    /** The names of all files of the folder that hold a model. */
    static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".cnn")).sorted().toList();
        }
    }

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
