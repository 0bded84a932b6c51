package org.cnnc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep whose process ends in the middle of a trial. */
class SweepInterruptionTest {
    private static final int TERMINATED = 128 + 15;

    @TempDir
    private Path folder;

    private Project project;
    private Path params;
    private Path errors;

    @BeforeEach
    void project() throws IOException {
        project = Project.in(folder);
        params = Files.writeString(folder.resolve("sweep.yaml"), """
                width: [4, 8]
                train: {epochs: 40, optimizer: {lr: [0.05, 0.5]}}
                """);
        errors = folder.resolve("errors.txt");
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp", System.getProperty("java.class.path"), "--add-modules", "jdk.incubator.vector",
                        "org.cnnc.cli.Main", "sweep", project.model().toString(), "--params", params.toString(), "--out",
                        project.run().toString(), "--format", "json")
                .redirectError(errors.toFile())
                .start();
    }

    /** Begins the sweep, and waits for its first trial to end. */
    private Process afterTheFirstTrial() throws IOException {
        Process process = start();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        assertThat(lines.readLine()).as(() -> text(errors)).startsWith("{\"trial\":1,");
        return process;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private CommandRun sweep(Path out, String... more) {
        String[] arguments = new String[7 + more.length];
        System.arraycopy(new String[] {"sweep", project.model().toString(), "--params", params.toString(), "--out", out.toString(), "-q"}, 0, arguments, 0, 7);
        System.arraycopy(more, 0, arguments, 7, more.length);
        return CommandRun.of(arguments);
    }

    private static List<String> timeless(Path run) throws IOException {
        return Files.readAllLines(run.resolve("sweep.jsonl")).stream()
                .map(line -> line.replaceAll(",\"seconds\":[^,}]*", "")).toList();
    }

    private void endsAsTheUnbrokenOne() throws IOException {
        CommandRun resumed = sweep(project.run(), "--resume");
        assertThat(resumed.status()).as(resumed.err()).isZero();
        Path whole = folder.resolve("whole");
        assertThat(sweep(whole).status()).isZero();
        assertThat(timeless(project.run())).isEqualTo(timeless(whole)).hasSize(4);
        for (int trial = 1; trial <= 4; trial++) {
            String weights = "trial-" + trial + "/weights.safetensors";
            assertThat(Files.readAllBytes(project.run().resolve(weights))).isEqualTo(Files.readAllBytes(whole.resolve(weights)));
        }
    }

    @Test
    void sweepThatIsKilledIsResumedToTheSameBits() throws IOException, InterruptedException {
        Process process = afterTheFirstTrial();
        process.destroyForcibly();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        endsAsTheUnbrokenOne();
    }

    @Test
    void sweepThatIsAskedToEndSaysHowToGoOn() throws IOException, InterruptedException {
        Process process = afterTheFirstTrial();
        process.toHandle().destroy();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(TERMINATED);
        assertThat(Files.readString(errors)).contains("interrupted; trials done: ", " of 4", "--resume --out " + project.run());
        endsAsTheUnbrokenOne();
    }
}
