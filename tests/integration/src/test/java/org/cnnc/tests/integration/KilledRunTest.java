package org.cnnc.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that is killed (SIGKILL) again and again, at random moments, and goes on each time, ends as one that nobody
 * touched: the same weights, checkpoints and history. {@code -Dkills=N -Dseed=S} for other moments.
 */
class KilledRunTest {
    private static final int KILLS = Integer.getInteger("kills", 5);
    private static final long SEED = Long.getLong("seed", 1);

    /** So many that a run cannot end between two kills. */
    private static final int EPOCHS = 20 * KILLS;

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String MODEL = """
            model Digits {
                input image: 1 x 28 x 28
                conv 6, 5x5, stride=2, bias=false
                batchnorm
                relu
                dropout 0.2
                flatten
                dense 150, relu
                dense 10
                softmax
            }
            train Digits {
                data       synthetic(samples = 480, validation = 64)
                augment    shift(2), noise(0.3)
                optimizer  adam(lr = 0.01)
                schedule   plateau(patience = 1, factor = 0.9, warmup = 1.5)
                early_stop (patience = 100000, monitor = loss)
                checkpoint (every = 3, keep = 2)
                ema        0.9
                batch      32
            }
            """;

    /** When a process is killed. */
    private enum Moment { STARTING, TRAINING, WRITING }

    @TempDir
    private Path folder;

    private Path model;
    private Path killed;

    @Test
    void runEndsAsIfNobodyHadTouchedIt() throws Exception {
        model = Files.writeString(folder.resolve("digits.cnn"), MODEL);
        Path whole = folder.resolve("whole");
        killed = folder.resolve("killed");
        finish(whole, List.of());
        Random random = new Random(SEED);
        for (int kill = 0; kill < KILLS; kill++) kill(Moment.values()[(kill + 1) % 3], random);
        finish(killed, continued());

        assertThat(content(killed)).as("seed " + SEED).isEqualTo(content(whole));
        assertThat(history(killed)).as("seed " + SEED).hasSize(EPOCHS).isEqualTo(history(whole));
    }

    private List<String> arguments(Path out, List<String> more) {
        List<String> arguments = new ArrayList<>(List.of(
                "train", model.toString(), "--out", out.toString(), "--epochs", Integer.toString(EPOCHS), "--threads", "1",
                "--vector", "scalar", "--format", "json"));
        arguments.addAll(more);
        return arguments;
    }

    private void finish(Path out, List<String> more) throws Exception {
        JavaProcess process = JavaProcess.cnnc(arguments(out, more).toArray(String[]::new));
        assertThat(process.status()).as(process.err()).isZero();
    }

    /** A run that was killed before it had a configuration has not begun. */
    private List<String> continued() {
        return Files.exists(killed.resolve("config.yaml")) ? List.of("--resume") : List.of();
    }

    private void kill(Moment moment, Random random) throws Exception {
        Path errors = folder.resolve("errors.txt");
        Process process = JavaProcess.builder(arguments(killed, continued())).redirectError(errors.toFile()).start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            switch (moment) {
                case STARTING -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(3000)));
                case TRAINING -> {
                    epochs(lines, 1 + random.nextInt(6));
                    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(50_000)));
                }
                case WRITING -> {
                    epochs(lines, 1 + random.nextInt(6));
                    awaitWriting(process);
                    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(1000)));
                }
            }
            assertThat(process.isAlive()).as("%s: %s", moment, Files.readString(errors)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    private static void epochs(BufferedReader lines, int count) throws IOException {
        for (int i = 0; i < count; i++) assertThat(lines.readLine()).contains("\"epoch\":");
    }

    /** Until a file of the run stands under its temporary name. */
    private void awaitWriting(Process process) throws IOException {
        while (process.isAlive() && names(killed).stream().noneMatch(name -> name.endsWith(".tmp"))) Thread.onSpinWait();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** Every file but the history, by its name: what it holds, and its length so that a difference says something. */
    private static TreeMap<String, String> content(Path run) throws IOException {
        TreeMap<String, String> content = new TreeMap<>();
        for (String name : names(run)) {
            byte[] bytes = Files.readAllBytes(run.resolve(name));
            if (!name.equals("history.jsonl")) content.put(name, bytes.length + " bytes, SHA-256 " + hash(bytes));
        }
        return content;
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Its lines without what is measured by the clock. */
    private static List<ObjectNode> history(Path run) throws IOException {
        List<ObjectNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(run.resolve("history.jsonl"))) {
            ObjectNode epoch = (ObjectNode) JSON.readTree(line);
            lines.add(epoch.without(List.of("seconds", "images_per_second")));
        }
        return lines;
    }
}
