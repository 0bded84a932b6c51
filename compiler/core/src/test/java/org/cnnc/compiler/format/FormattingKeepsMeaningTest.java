package org.cnnc.compiler.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cnnc.compiler.Checked;
import org.cnnc.compiler.Frontend;
import org.cnnc.compiler.Texts;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.parse.Declaration;
import org.cnnc.compiler.parse.ModelDecl;
import org.cnnc.compiler.parse.SourceParser;
import org.cnnc.compiler.report.GraphText;
import org.cnnc.compiler.source.SourceText;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every {@code .cnn} text of the repository means the same before and after: the files, and whatever stands in
 * the sources of tests, in READMEs and in explanations.
 */
class FormattingKeepsMeaningTest {
    private static final Path ROOT = Path.of("../..");
    private static final Pattern TEXT_BLOCK = Pattern.compile("\"\"\"\\R(.*?)\"\"\"", Pattern.DOTALL);
    private static final Pattern FENCED = Pattern.compile("```cnn\\R(.*?)```", Pattern.DOTALL);
    private static final Pattern YAML_LITERAL = Pattern.compile("(?:wrong|right): \\|\\R((?: {4}.*\\R|\\R)+)");

    /** A file below the root with a name of a kind. */
    private static List<Path> files(String... extensions) throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(file -> Stream.of(extensions).anyMatch(file.toString()::endsWith))
                    .filter(file -> !file.toString().contains("/target/"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> parts(Path file, Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(file)).results().map(match -> match.group(1).stripIndent()).toList();
    }

    @TestFactory
    List<DynamicTest> everyTextMeansTheSame() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path file : files(".cnn")) add(tests, file, file.toString(), Files.readString(file));
        for (Path file : files("Test.java", "Project.java")) {
            for (String text : parts(file, TEXT_BLOCK)) {
                if (text.matches("(?s).*\\b(model|block|train) [A-Z].*")) add(tests, file, "test.cnn", text.translateEscapes());
            }
        }
        for (Path file : files("README.md")) for (String text : parts(file, FENCED)) add(tests, file, "readme.cnn", text);
        for (Path file : files("explanations.yaml")) for (String text : parts(file, YAML_LITERAL)) add(tests, file, "example.cnn", text);
        assertThat(tests).hasSizeGreaterThan(100);
        return tests;
    }

    private static void add(List<DynamicTest> tests, Path file, String name, String text) {
        tests.add(DynamicTest.dynamicTest(file + " " + tests.size(), () -> assertSameMeaning(name, text)));
    }

    private static void assertSameMeaning(String name, String text) {
        Diagnostics diagnostics = new Diagnostics();
        SourceText source = new SourceText(name, text);
        Optional<String> formatted = Formatter.format(source, diagnostics);
        assertThat(formatted.isPresent()).isNotEqualTo(diagnostics.hasErrors());
        if (formatted.isEmpty()) return;
        SourceText after = new SourceText(name, formatted.get());
        assertThat(Formatter.format(after, new Diagnostics())).contains(formatted.get());
        assertThat(docs(after)).isEqualTo(docs(source));
        Checked was = Frontend.check(source, Overrides.none());
        Checked is = Frontend.check(after, Overrides.none());
        assertThat(Texts.codes(is)).isEqualTo(Texts.codes(was));
        assertThat(graphs(is)).isEqualTo(graphs(was));
    }

    /** Without the lines, which may move. */
    private static List<String> graphs(Checked checked) {
        return checked.models().stream()
                .map(model -> GraphText.of(model.graph(), "").replaceAll(", line \\d+", ""))
                .toList();
    }

    private static List<String> docs(SourceText source) {
        return SourceParser.parse(source, new Diagnostics()).declarations().stream().map(FormattingKeepsMeaningTest::doc).toList();
    }

    private static String doc(Declaration declaration) {
        return declaration instanceof ModelDecl model ? model.doc() : "";
    }

    /** {@code ./cnnc fmt models} mends it. */
    @Test
    void theModelsAreFormatted() throws IOException {
        for (Path file : files(".cnn")) {
            if (!file.startsWith(ROOT.resolve("models"))) continue;
            String text = Files.readString(file);
            assertThat(Formatter.format(new SourceText(file.toString(), text), new Diagnostics())).as(file.toString()).contains(text);
        }
    }

    @Test
    void docCommentsEndAtABlankLine() {
        assertThat(docs(new SourceText("a.cnn", "/// No.\n\n/// One.\n// Not this.\n/// Two.\nmodel M { relu }"))).containsExactly("One.\nTwo.");
        assertThat(docs(new SourceText("a.cnn", "/// No.\n \t \nmodel M { relu }"))).containsExactly("");
    }
}
