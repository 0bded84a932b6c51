package org.cnnc.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Edit;
import org.cnnc.compiler.diagnostics.Fix;
import org.cnnc.compiler.diagnostics.Severity;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.source.SourceLoader;
import org.cnnc.compiler.source.SourceText;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The files in {@code golden}, each beside what is said of it: all of it, to the letter. A line
 * {@code // --set path=value} in one is what the command line sets. {@code -Dgolden.write=true} writes the texts
 * anew, to be read before they are checked in.
 */
class GoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final Pattern SET = Pattern.compile("(?m)^// --set ([\\w.]+)=(.*)$");

    /** Files that are too large, too deep or no text, each beside what is said of it as any other. */
    private static final Map<String, byte[]> MADE = Map.of(
            "CNN1002.cnn", "model M {\n    // r\u00e9seau\n}\n".getBytes(StandardCharsets.ISO_8859_1),
            "CNN1002-zero.cnn", new byte[] {'m', 'o', 'd', 'e', 'l', 0},
            "CNN1004.cnn", " ".repeat(SourceLoader.MAX_BYTES + 1).getBytes(StandardCharsets.UTF_8),
            "CNN1010.cnn", nested("model M {\n    input values: 4\n    dense ", "(", "1", ")", "\n}\n"),
            "CNN1010-bodies.cnn", nested("model M {\n    input values: 4\n", "repeat 1 {\n", "relu\n", "}\n", "}\n"));

    @TempDir
    Path scratch;

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".cnn")).sorted().toList();
        }
    }

    private static byte[] nested(String before, String opens, String inside, String closes, String behind) {
        return (before + opens.repeat(2000) + inside + closes.repeat(2000) + behind).getBytes(StandardCharsets.UTF_8);
    }

    private static Overrides overrides(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        Matcher matcher = SET.matcher(text);
        while (matcher.find()) values.put(matcher.group(1), matcher.group(2));
        return Overrides.of(values);
    }

    private static Checked check(Path file) throws IOException {
        return Frontend.check(file, overrides(Files.readString(file)));
    }

    @TestFactory
    Stream<DynamicTest> whatIsSaidOfAFile() throws IOException {
        return files().stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> isSaid(file, check(file), FOLDER)));
    }

    @TestFactory
    Stream<DynamicTest> whatIsSaidOfAMadeFile() {
        return MADE.entrySet().stream().map(made -> DynamicTest.dynamicTest(made.getKey(), () -> {
            Path file = Files.write(scratch.resolve(made.getKey()), made.getValue());
            isSaid(file, Frontend.check(file, Overrides.none()), scratch);
        }));
    }

    private static void isSaid(Path file, Checked checked, Path folder) throws IOException {
        String rendered = Texts.rendered(checked).replace(folder + "/", "");
        String name = file.getFileName().toString();
        Path expected = FOLDER.resolve(name.replace(".cnn", ".txt"));
        if (Boolean.getBoolean("golden.write")) Files.writeString(expected, rendered);
        assertThat(rendered).isEqualTo(Files.readString(expected));
        if (name.startsWith("CNN")) assertThat(rendered).contains("[" + name.substring(0, 7) + "]");
    }

    /** Each help mends its error by itself, or, where one error hides another, with the first help of each other one. */
    @TestFactory
    Stream<DynamicTest> everyHelpMends() throws IOException {
        return files().stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
            List<Diagnostic> found = check(file).diagnostics();
            for (Diagnostic mended : found) {
                for (Fix fix : mended.fixes()) {
                    boolean alone = errors(afterwards(file, fix.edits())) < errors(found) || mended.severity() == Severity.WARNING;
                    List<Edit> edits = new ArrayList<>(fix.edits());
                    found.stream().filter(other -> other != mended && !other.fixes().isEmpty() && other.severity() == Severity.ERROR)
                            .forEach(other -> edits.addAll(other.fixes().getFirst().edits()));
                    long helpless = found.stream().filter(d -> d.fixes().isEmpty() && d.severity() == Severity.ERROR).count();
                    boolean together = errors(afterwards(file, edits)) == helpless;
                    assertThat(alone || together).as("%s%n%s", fix.text(), Texts.rendered(afterwards(file, fix.edits()))).isTrue();
                    if (errors(found) == 1) assertThat(afterwards(file, fix.edits())).as(fix.text()).noneMatch(d -> d.severity() == Severity.ERROR);
                }
            }
        }));
    }

    private static long errors(List<Diagnostic> diagnostics) {
        return diagnostics.stream().filter(diagnostic -> diagnostic.severity() == Severity.ERROR).count();
    }

    private List<Diagnostic> afterwards(Path file, List<Edit> edits) throws IOException {
        Path folder = Files.createTempDirectory(scratch, "mended");
        copy(FOLDER.resolve("imported"), folder.resolve("imported"));
        Files.copy(file, folder.resolve(file.getFileName()));
        Overrides overrides = overrides(Files.readString(file));
        for (SourceText source : edits.stream().map(edit -> edit.span().source()).distinct().toList()) {
            String text = Edit.apply(source, edits);
            if (source.name().equals("command line")) overrides = overrides("// " + text);
            else Files.writeString(folder.resolve(FOLDER.relativize(Path.of(source.name()))), text);
        }
        return Frontend.check(folder.resolve(file.getFileName()), overrides).diagnostics();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) Files.copy(file, to.resolve(file.getFileName()));
        }
    }
}
