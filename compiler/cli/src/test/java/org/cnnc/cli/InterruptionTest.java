package org.cnnc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is asked to end while it trains. */
class InterruptionTest {
    private static final int TERMINATED = 128 + 15;

    @TempDir
    private Path folder;

    @Test
    void runThatIsEndedCanBeResumed() throws IOException, InterruptedException {
        Project project = Project.in(folder);
        Path errors = folder.resolve("errors.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp", System.getProperty("java.class.path"), "--add-modules", "jdk.incubator.vector",
                        "org.cnnc.cli.Main", "train", project.model().toString(), "--out", project.run().toString(),
                        "--epochs", "1000000", "--format", "json")
                .redirectError(errors.toFile())
                .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).startsWith("{\"epoch\":1,");
            process.toHandle().destroy();
            lines.lines().forEach(line -> assertThat(line).startsWith("{\"epoch\":"));
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(TERMINATED);
        assertThat(Files.readString(errors)).contains("interrupted; epochs done: ", "--resume --out " + project.run());
        int epochs = Files.readAllLines(project.run().resolve("history.jsonl")).size();
        assertThat(project.train("--resume", "--epochs", Integer.toString(epochs + 1), "-q").status()).isZero();
        assertThat(Files.readAllLines(project.run().resolve("history.jsonl"))).hasSize(epochs + 1);
    }
}
