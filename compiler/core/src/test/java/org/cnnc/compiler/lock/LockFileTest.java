package org.cnnc.compiler.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.cnnc.compiler.Checked;
import org.cnnc.compiler.Frontend;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.compiler.source.SourceText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LockFileTest {
    private static final Path MODELS = Path.of("../../models");
    private static final String MODEL = """
            model M(width = 4, name = "yes: {no}, #1") {
                input image: 3 x 8 x 8
                branch left { conv width, 3x3, pad=(1, 1, 1, 1), init=truncated_normal(1e-7) }
                branch right { depthwise 3x3, pad=1; conv width, 1x1, leaky_relu(slope = 0.2) }
                add left, right
                batchnorm
                dropout 0.1
                flatten
                dense 10
            }
            """;

    private static Lock lock(Checked checked, Overrides overrides) {
        assertThat(checked.hasErrors()).as(checked.diagnostics().toString()).isFalse();
        return Lock.of(overrides, checked.models());
    }

    private static Lock model() {
        return lock(Frontend.check(new SourceText("m.cnn", MODEL), Overrides.none()), Overrides.none());
    }

    private static Optional<Lock> read(String text, Diagnostics diagnostics) {
        return LockReader.read(new SourceText("m.cnn.lock", text), diagnostics);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lenet5.cnn", "resnet50.cnn", "googlenet.cnn", "densenet121.cnn"})
    void whatIsWrittenIsRead(String file) {
        Lock lock = lock(Frontend.check(MODELS.resolve(file), Overrides.none()), Overrides.none());
        Diagnostics diagnostics = new Diagnostics();
        Lock read = read(LockWriter.write(lock, file), diagnostics).orElseThrow();
        assertThat(diagnostics.sorted()).isEmpty();
        assertThat(read.models()).isEqualTo(lock.models());
        assertThat(LockWriter.write(read, file)).isEqualTo(LockWriter.write(lock, file));
    }

    @Test
    void valuesThatYamlWouldReadOtherwiseAreRead() {
        Lock lock = model();
        assertThat(read(LockWriter.write(lock, "m.cnn"), new Diagnostics()).orElseThrow().models()).isEqualTo(lock.models());
        assertThat(LockWriter.write(lock, "a\nb.cnn")).startsWith("# What a?b.cnn comes to.");
    }

    @Test
    void everyLayerStandsOnALineOfItsOwn() {
        Lock lock = model();
        LockedModel model = lock.models().get("M");
        assertThat(LockWriter.write(lock, "m.cnn").lines().filter(line -> line.startsWith("      - {name: ")))
                .hasSize(model.layers().size());
        assertThat(model.layers()).hasSizeGreaterThan(8);
    }

    @Test
    void argumentsThatTheLockDoesNotKnowHaveTheirDefaults() {
        CheckedModel model = Frontend.check(new SourceText("m.cnn", MODEL), Overrides.none()).models().getFirst();
        String text = LockWriter.write(model(), "m.cnn");
        assertThat(text).contains("dilation: 1, ", ", eps: 1.0E-5");
        assertThat(differences(model, text.replace("dilation: 1, ", "").replace(", eps: 1.0E-5", ""))).isTrue();
        assertThat(differences(model, text.replaceFirst("dilation: 1, ", "dilation: 2, "))).isFalse();
    }

    /** Whether there are none. */
    private static boolean differences(CheckedModel model, String text) {
        LockedModel was = read(text, new Diagnostics()).orElseThrow().models().get("M");
        return LockComparison.compare("M", was.completed(model), LockedModel.of(model).completed(model)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "\"\"|CNN8002|1",
        "just words|CNN8002|1",
        "\"format: 1\"|CNN8002|1",
        "\"format: 7\"|CNN8003|1",
        "\"format: 1\nmodels: [1, 2]\"|CNN8002|2",
        "\"format: 1\nmodels:\n  M: {layers: 3, totals: {}}\"|CNN8002|3",
        "\"format: 1\nformat: 1\nmodels: {}\"|CNN8002|2",
        "\"format: 1\nmodels: {\n\"|CNN8002|2",
        "\"format: 1\nmodels: {}\nversion: 3\"|CNN8004|3",
        "\"format: 1\nmodels: {}\n---\nformat: 1\"|CNN8002|4",
        "\"format: 1\nmodels: {a: {b: {c: {d: {e: {f: {g: {h: {i: 1}}}}}}}}}\"|CNN8002|2"
    })
    void damageIsSaidAtItsLine(String text, Code code, int line) {
        Diagnostics diagnostics = new Diagnostics();
        read(text == null ? "" : text, diagnostics);
        Diagnostic first = diagnostics.sorted().getFirst();
        assertThat(first.code()).as(first.toString()).isEqualTo(code);
        assertThat(first.span().line()).as(first.message()).isEqualTo(line);
    }

    @Test
    void noDamageIsAnException() {
        String text = LockWriter.write(model(), "m.cnn");
        String pieces = "{}[]:,-#&*!|>'\"%@`\t\n \u0000\uFEFF\uD83D09azé";
        Random random = new Random(7);
        for (int run = 0; run < 3000; run++) {
            StringBuilder damaged = new StringBuilder(text);
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                int at = random.nextInt(damaged.length());
                switch (random.nextInt(3)) {
                    case 0 -> damaged.setCharAt(at, pieces.charAt(random.nextInt(pieces.length())));
                    case 1 -> damaged.insert(at, pieces.charAt(random.nextInt(pieces.length())));
                    case 2 -> damaged.delete(at, Math.min(damaged.length(), at + 1 + random.nextInt(40)));
                    default -> throw new IllegalStateException();
                }
            }
            Diagnostics diagnostics = new Diagnostics();
            Optional<Lock> lock = read(damaged.toString(), diagnostics);
            assertThat(lock.isPresent() || diagnostics.hasErrors()).isTrue();
        }
    }

    @Test
    void aliasesOfAliasesTakeNoMemory() {
        StringBuilder text = new StringBuilder("format: 1\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            text.append("a").append(i).append(": &a").append(i).append(" [").append(("*a" + (i - 1) + ", ").repeat(9)).append("x]\n");
        }
        Diagnostics diagnostics = new Diagnostics();
        read(text.append("models: {}\n").toString(), diagnostics);
        assertThat(diagnostics.sorted()).isNotEmpty().allMatch(diagnostic -> diagnostic.code() == Code.CNN8004);
    }
}
