package org.cnnc.compiler.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.CodeAttribute;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cnnc.compiler.Checked;
import org.cnnc.compiler.Frontend;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.source.SourceText;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.Session;
import org.cnnc.runtime.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole models as class files. */
class CompiledModelTest {
    /** HotSpot compiles no method that is longer (its flag {@code DontCompileHugeMethods}). */
    private static final int LONGEST_COMPILED = 8000;

    private static CompiledModel compiled(String text) {
        Checked checked = Frontend.check(new SourceText("test.cnn", text), Overrides.none());
        assertThat(checked.hasErrors()).as("%s", checked.diagnostics()).isFalse();
        return CompiledModel.compile(checked.models().getFirst().graph(), "Test");
    }

    /** Each expression of these chains uses its input several times, or draws a random number an element. */
    @ParameterizedTest
    @ValueSource(strings = {"tanh", "sigmoid", "relu", "dropout 0.1", "conv 16, 3x3, pad=1, tanh"})
    void noMethodIsTooLongForHotSpot(String layer) {
        CompiledModel model = compiled("model M {\n input image: 1 x 8 x 8\n" + (" " + layer + "\n").repeat(40)
                + " flatten\n dense 3\n}\ntrain M { data mnist; loss mse; optimizer sgd(lr = 0.1) }");
        model.classes().values().forEach(classFile -> ClassFile.of().parse(classFile).methods().forEach(method ->
                assertThat(method.findAttribute(Attributes.code()).map(CodeAttribute::codeLength).orElse(0))
                        .as(method.methodName().stringValue())
                        .isLessThan(LONGEST_COMPILED)));
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void aSumOfHundredsOfLayersRuns(Target target) {
        StringBuilder text = new StringBuilder("model M {\n input image: 32\n");
        StringBuilder names = new StringBuilder("image");
        for (int i = 1; i < 300; i++) {
            text.append(" L").append(i).append(": relu from image\n");
            names.append(", L").append(i);
        }
        Network network = compiled(text + " add from " + names + "\n}\n").initialize(1);
        float[] input = new float[32];
        input[7] = 2;
        float[] output = new float[32];
        try (Session session = network.session(1, target)) {
            session.predict(input, 1, output);
        }
        assertThat(output[7]).isEqualTo(600);
    }

    /** A softmax is several kernels, and the paths a.b and a_b give the same identifier. */
    @Test
    void layersWhosePathsAreAlikeAreToldApart() {
        CompiledModel model = compiled("""
                block twin { b: softmax }
                model M {
                    input a0: 2
                    a_b: softmax
                    a: twin
                }
                """);
        Network network = model.initialize(1);
        double once = 1 / (1 + Math.exp(-1));
        double twice = 1 / (1 + Math.exp(1 - 2 * once));
        for (Target target : new Target[] {Target.PLAIN, Target.V128}) {
            float[] output = new float[2];
            try (Session session = network.session(1, target)) {
                session.predict(new float[] {1, 0}, 1, output);
            }
            assertThat((double) output[0]).isCloseTo(twice, offset(1e-6));
        }
    }

    @Test
    void writtenFilesAreReadableByWhomTheFolderAllows(@TempDir Path folder) throws IOException {
        Path ordinary = Files.writeString(folder.resolve("ordinary"), "");
        CompiledModel model = compiled("model M { input image: 2; dense 1 }");
        model.writeTo(folder.resolve("model.jar"));
        model.writeTo(folder.resolve("classes"));
        for (String file : new String[] {"model.jar", "classes/Test.class"}) {
            assertThat(Files.getPosixFilePermissions(folder.resolve(file)))
                    .as(file)
                    .isEqualTo(Files.getPosixFilePermissions(ordinary));
        }
    }
}
