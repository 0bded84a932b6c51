package org.cnnc.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.cnnc.compiler.link.CompiledModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The models of the repository, as they stand. */
class ModelsTest {
    @TempDir
    private Path folder;

    /**
     * Counted by hand: LeCun et al. (1998) for LeNet-5 with full connections; 2*2+2 + 2+1;
     * 3*16 + 4*75; Simonyan and Zisserman (2015), table 2, configuration D, 138 million.
     */
    @ParameterizedTest
    @CsvSource({"lenet5.cnn, 61706", "xor.cnn, 9", "exercise10_1.cnn, 348", "vgg16.cnn, 138357544"})
    void parametersAreThoseOfTheLiterature(String file, long parameters) {
        assertThat(Models.file(file).totals().parameters()).isEqualTo(parameters);
    }

    /** Filters times output area times fan-in, layer by layer. */
    @Test
    void multiplyAddsOfLeNet5() {
        long macs = 6 * 28 * 28 * 25 + 16 * 10 * 10 * 6 * 25 + 120 * 16 * 25 + 120 * 84 + 84 * 10;
        assertThat(Models.file("lenet5.cnn").totals().macs()).isEqualTo(macs).isEqualTo(416_520);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lenet5.cnn", "xor.cnn", "exercise10_1.cnn"})
    void secondCompileGivesTheSameBytes(String file) throws IOException {
        CompiledModel first = CompiledModel.compile(Models.file(file).graph(), "org.example.Net");
        CompiledModel second = CompiledModel.compile(Models.file(file).graph(), "org.example.Net");
        assertThat(second.classes().keySet()).isEqualTo(first.classes().keySet()).contains("org.example.Net");
        for (Map.Entry<String, byte[]> entry : first.classes().entrySet()) {
            assertThat(second.classes().get(entry.getKey())).as(entry.getKey()).isEqualTo(entry.getValue());
        }
        first.writeTo(folder.resolve("first.jar"));
        second.writeTo(folder.resolve("second.jar"));
        assertThat(Files.mismatch(folder.resolve("first.jar"), folder.resolve("second.jar"))).isEqualTo(-1);
    }
}
