package org.cnnc.compiler.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cnnc.compiler.language.Models.errors;
import static org.cnnc.compiler.language.Models.good;
import static org.cnnc.compiler.language.Models.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cnnc.compiler.Checked;
import org.cnnc.compiler.Frontend;
import org.cnnc.compiler.Texts;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.shape.LayerSummary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The language reference's chapter "Declarations", sentence by sentence. What comes from outside: OverridesTest. */
class DeclarationsReferenceTest {
    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Checked check(String text) throws IOException {
        return Frontend.check(write("main.cnn", text), Overrides.none());
    }

    private static String codes(Checked checked) {
        return Texts.codes(checked);
    }

    @Test
    void importsAreRelativeToTheFileThatImports() throws IOException {
        write("parts/a.cnn", "import \"deep/b.cnn\"\nblock A { B; dense 3 }");
        write("parts/deep/b.cnn", "import \"../c.cnn\"\nblock B { C }");
        write("parts/c.cnn", "block C { relu }");
        Checked checked = check("import \"parts/a.cnn\"\nmodel M { input a: 4; A; C }");
        assertThat(Texts.rendered(checked)).isEmpty();
        assertThat(checked.models().getFirst().layers().stream().map(LayerSummary::path)).containsExactly("a1.b1.c1.relu1", "a1.dense1", "c1.relu1");
    }

    @Test
    void aFileThatIsReachedTwiceIsReadOnce() throws IOException {
        write("base.cnn", "block Base { relu }");
        write("left.cnn", "import \"base.cnn\"\nblock Left { Base }");
        write("right.cnn", "import \"sub/../base.cnn\"\nblock Right { Base }");
        Files.createDirectories(folder.resolve("sub"));
        Checked checked = check("import \"left.cnn\"\nimport \"right.cnn\"\nimport \"left.cnn\"\nmodel M { input a: 4; Left; Right; Base }");
        assertThat(Texts.rendered(checked)).isEmpty();
    }

    @Test
    void cyclesAreErrorsThatNameTheCycle() throws IOException {
        write("b.cnn", "import \"c.cnn\"\nblock B { relu }");
        write("c.cnn", "import \"sub/../main.cnn\"\nblock C { relu }");
        Checked checked = check("import \"b.cnn\"\nmodel M { input a: 4; B }");
        assertThat(codes(checked)).isEqualTo("CNN1012");
        assertThat(checked.diagnostics().getFirst().notes().getFirst()).matches("\\S*main.cnn -> \\S*b.cnn -> \\S*c.cnn -> \\S*main.cnn");
        assertThat(codes(check("import \"main.cnn\"\nmodel M { input a: 4; relu }"))).isEqualTo("CNN1012");
    }

    @Test
    void aMissingFileGetsTheNameThatWasMeant() throws IOException {
        write("blocks/resnet.cnn", "block Basic { relu }");
        Checked checked = check("import \"blocks/resnett.cnn\"\nmodel M { input a: 4; relu }");
        assertThat(codes(checked)).isEqualTo("CNN1001");
        assertThat(checked.diagnostics().getFirst().helps()).containsExactly("did you mean `blocks/resnet.cnn`?");
        assertThat(codes(check("import \"nofolder/a.cnn\"\nmodel M { input a: 4; relu }"))).isEqualTo("CNN1001");
        assertThat(codes(check("import \"blocks\"\nmodel M { input a: 4; relu }"))).isEqualTo("CNN1001");
        assertThat(codes(check("import \"\"\nmodel M { input a: 4; relu }"))).isEqualTo("CNN1001");
    }

    @Test
    void onlyBlocksComeIn() throws IOException {
        write("other.cnn", "block B { relu }\nmodel M { input a: 7; B }\nmodel N { input a: 7; dense 2 }\ntrain M { epochs 3 }\ntrain N { optimizer sdg }");
        Checked checked = check("import \"other.cnn\"\nmodel M { input a: 4; B }");
        assertThat(Texts.rendered(checked)).isEmpty();
        assertThat(checked.models()).hasSize(1);
        assertThat(checked.models().getFirst().graph().training()).isEmpty();
    }

    @Test
    void namesOfImportedBlocksAreTaken() throws IOException {
        write("one.cnn", "block B { relu }");
        write("two.cnn", "block B { tanh }");
        assertThat(codes(check("import \"one.cnn\"\nimport \"two.cnn\"\nmodel M { input a: 4; B }"))).isEqualTo("CNN1013");
        assertThat(codes(check("import \"one.cnn\"\nblock B { tanh }\nmodel M { input a: 4; B }"))).isEqualTo("CNN1013");
    }

    /** A chain of files may be long; one that would exhaust the stack is refused. */
    @Test
    void chainsOfImportsAreBounded() throws IOException {
        for (int i = 0; i < 400; i++) write("f" + i + ".cnn", "import \"f" + (i + 1) + ".cnn\"\nblock B" + i + " { relu }");
        assertThat(codes(check("import \"f300.cnn\"\nmodel M { input a: 4; B350 }"))).isEqualTo("CNN1001");
        assertThat(codes(check("import \"f0.cnn\"\nmodel M { input a: 4; B0 }"))).isEqualTo("CNN1010");
    }

    @Test
    void blocksAreUsedAsLayers() {
        assertThat(output(good("block B(filters, stride = 1) { conv filters, 1, stride = stride }; model M { input a: 1 x 8 x 8; B 64, stride = 2 }")))
                .isEqualTo("64 x 4 x 4");
        assertThat(output(good("model M { input a: 4; B }; block B { dense 3 }"))).as("declared below its use").isEqualTo("3");
        assertThat(output(good("block A { B; B }; block B { dense in.features + 1 }; model M { input a: 4; A }"))).isEqualTo("6");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "block B(n) { dense n }; model M { input a: 4; B } | CNN2025",
        "block B(n) { dense n }; model M { input a: 4; B 3, 4 } | CNN2012",
        "block B(n) { dense n }; model M { input a: 4; B m = 4 } | CNN2002",
        "block B(n) { dense n }; model M { input a: 4; B 3, n = 4 } | CNN2011",
        "block B(n in 1..3) { dense n }; model M { input a: 4; B 5 } | CNN2013",
        "block B(n = 5 in 1..3) { dense n }; model M { input a: 4; B } | CNN2013",
        "block B(n = 2 in 1..3) { dense n }; model M { input a: 4; B true } | CNN2003",
        "block B(n = 2, n = 3) { dense n }; model M { input a: 4; B } | CNN2016",
        "block B { B }; model M { input a: 4; B } | CNN2022",
        "block A { B }; block B { A }; model M { input a: 4; A } | CNN2022",
        "block B { relu }; block B { tanh }; model M { input a: 4; B } | CNN1013",
        "block M { relu }; model M { input a: 4; relu } | CNN1013",
        "block dense { relu }; model M { input a: 4; relu } | CNN1013",
        "model M(n) { input a: 4; dense n } | CNN2025",
        "model M(n in 1..3) { input a: 4; dense n } | CNN2025",
        "model M(n = 7 in 1..3) { input a: 4; dense n } | CNN2013",
        "model M(n = 7 in true..3) { input a: 4; dense n } | CNN2003",
        "model M(n = in.features) { input a: 4; dense n } | CNN2018",
        "model M { input a: 4; relu }; train N { } | CNN4003",
        "model M { input a: 4; relu }; train M { }; train M { } | CNN4004",
        "train M { } | CNN4003",
        "import 3; model M { input a: 4; relu } | CNN1008",
    })
    void whatDeclarationsRefuse(String text, String codes) {
        assertThat(errors(text)).isEqualTo(codes);
    }

    @Test
    void aFileMayHoldSeveralModels() {
        Checked checked = Texts.check("model A { input a: 4; dense 3 }; model B { input a: 4; dense 2 }; train B { epochs 3 }");
        assertThat(checked.models().stream().map(model -> model.graph().name())).containsExactly("A", "B");
        assertThat(checked.models().stream().map(model -> model.graph().training().isPresent())).containsExactly(false, true);
    }

    /** A later parameter's default may use an earlier one; the type is the default's. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "n = 3, m = n * 2 | dense m | 6",
        "wide = true | dense if wide then 5 else 6 | 5",
        "name = \"big\" | dense if name == \"big\" then 5 else 6 | 5",
        "act = relu | dense 5, act = act | 5",
        "start = he_normal(fan = out) | dense 5, init = start | 5",
        "n = 2..3 | relu | ",
        "n = 3 in 3..3 | dense n | 3",
        "n = 0.5 in 0..1 | dense 2 * n | 1",
    })
    void parametersHaveTheTypesOfTheirDefaults(String parameters, String statement, String output) {
        String text = "model M(" + parameters + ") { input a: 4; " + statement + " }";
        if (output == null) assertThat(errors(text)).startsWith("CNN1008");
        else assertThat(output(good(text))).isEqualTo(output);
    }
}
