package org.cnnc.compiler.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cnnc.compiler.language.Models.errorsOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cnnc.compiler.Checked;
import org.cnnc.compiler.Frontend;
import org.cnnc.compiler.Texts;
import org.cnnc.compiler.diagnostics.Severity;
import org.cnnc.compiler.graph.Overrides;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What grammar/LANGUAGE.md shows is so. */
class LanguagePageTest {
    private static final Pattern EXAMPLE = Pattern.compile("^```cnn ?(\\S*)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile("^\\| `([^`|]+)` \\| (-?[0-9.]+) \\|", Pattern.MULTILINE);

    @TempDir
    Path folder;

    private static String page() throws IOException {
        return Files.readString(Path.of("../../grammar/LANGUAGE.md"));
    }

    private static List<MatchResult> find(Pattern pattern) throws IOException {
        try (Stream<MatchResult> results = pattern.matcher(page()).results()) {
            return results.toList();
        }
    }

    /** An example's fence names the code that it gives, or the file under which others import it. */
    @Test
    void everyExampleGivesWhatItSays() throws IOException {
        List<MatchResult> examples = find(EXAMPLE);
        assertThat(examples).hasSizeGreaterThan(8);
        for (MatchResult example : examples) {
            String info = example.group(1);
            Path file = Files.writeString(folder.resolve(info.endsWith(".cnn") ? info : "example.cnn"), example.group(2));
            Checked checked = Frontend.check(file, Overrides.none());
            List<String> errors = checked.diagnostics().stream()
                    .filter(diagnostic -> diagnostic.severity() == Severity.ERROR).map(diagnostic -> diagnostic.code().name()).toList();
            assertThat(errors).as(Texts.rendered(checked)).isEqualTo(info.startsWith("CNN") ? List.of(info) : List.of());
        }
    }

    @Test
    void everyValueIsWhatItSays() throws IOException {
        List<MatchResult> values = find(VALUE);
        assertThat(values).hasSizeGreaterThan(12);
        for (MatchResult value : values) {
            assertThat(errorsOf("4", "if (" + value.group(1) + ") == " + value.group(2) + " { relu } else { relu from no_such_tensor }"))
                    .as(value.group()).isEmpty();
        }
    }
}
