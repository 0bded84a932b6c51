package org.cnnc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterFileTest {
    @TempDir
    Path folder;

    private Path model;

    @BeforeEach
    void writeModel() throws IOException {
        model = Files.writeString(folder.resolve("m.cnn"), """
                model M(classes = 10 in 2..1000, kernel = 3x3, stem = (1, 1, 1, 1)) {
                    input image: 1 x 8 x 8
                    conv 4, kernel, pad = stem
                    flatten
                    dense classes
                    softmax
                }
                train M { data mnist; optimizer sgd(lr = 0.1) }
                """);
    }

    private CommandRun check(String yaml, String... more) throws IOException {
        Path params = Files.writeString(folder.resolve("p.yaml"), yaml);
        String[] arguments = new String[4 + more.length];
        arguments[0] = "check";
        arguments[1] = model.toString();
        arguments[2] = "--params";
        arguments[3] = params.toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        return CommandRun.of(arguments);
    }

    @Test
    void aTreeOfEveryKindOfValue() throws IOException {
        CommandRun run = check("""
                # what differs for CIFAR-100
                classes: 100
                kernel: 5x5
                stem: [2, 2, 2, 2]
                train:
                  data: idx
                  data.dir: "my digits"
                  optimizer:
                    lr: 1e-2
                    nesterov: true
                    momentum: 0.9
                  batch: 1k
                  metrics: [accuracy]
                M:
                  train: {epochs: 3}
                """);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(check("").status()).isZero();
        assertThat(check("kernel: [3, 3]").status()).isZero();
        assertThat(check("kernel: \"3x1\"").status()).isZero();
        assertThat(check("classes: 1", "--set", "classes=20").status()).as("--set counts more").isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "clases: 3 | p.yaml:1:1 | the nearest name is `classes`",
        "'classes: 3\ntrain:\n  optimizer:\n    # a slip\n    rate: 3' | p.yaml:5:5 | `train.optimizer.rate`",
        "'kernel: 3x3\nclasses: 1001' | p.yaml:2:10 | `classes` is 2 to 1000, found 1001",
        "'classes: \"1001\"' | p.yaml:1:11 | `classes` is 2 to 1000, found 1001",
        "'classes: \"1\\u0030\\u0030\\u00301\"' | p.yaml:1:10 | found 10001",
        "'# ünï 𝔠ode\nclasses: [1, 2]' | p.yaml:2:10 | found a tuple: (1, 2)",
        "'train:\n  batch: lots' | p.yaml:2:10 | `batch` is a whole number",
        "'train:\n  optimizer: adm(lr = 1)' | p.yaml:2:14 | the nearest name is `adam`",
        "'classes: 3 +' | p.yaml:1:13 | expected a value",
    })
    void whatIsWrongIsShownInTheFile(String yaml, String place, String text) throws IOException {
        CommandRun run = check(yaml);
        assertThat(run.err()).contains(place, text);
        assertThat(run.status()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "[1, 2] | p.yaml:1:1: expected a tree of names",
        "'classes: 3\nclasses: 4' | p.yaml:2:1: `classes` is set again",
        "'classes:' | p.yaml:1:9: `classes`: expected a value or a list of values, found nothing",
        "'a: &x 3\nclasses: *x' | p.yaml:2:10: `classes`: expected a value, found an alias",
        "'classes: {a: [1' | p.yaml:1:16: not YAML: while parsing a flow sequence, expected ',' or ']', but got",
        "'classes: 3\n---\nclasses: 4' | expected one document",
        "'classes: [{a: 3}]' | p.yaml:1:11: `classes`: expected a value or a list of values, found names within a list",
    })
    void whatIsNoSuchTreeIsSaid(String yaml, String text) throws IOException {
        CommandRun run = check(yaml);
        assertThat(run.err()).contains(text);
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void aMissingFileIsTheCommandLinesFault() {
        assertThat(CommandRun.of("check", model.toString(), "--params", "nowhere.yaml").status()).isEqualTo(2);
    }
}
