package org.cnnc.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {
    private static final String MODEL = "model M {\n    input v: 4\n    dense 2\n}\n";

    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void writeModel() throws IOException {
        model = Files.writeString(folder.resolve("m.cnn"), MODEL);
    }

    private CommandRun write(String command, Path target) {
        return CommandRun.of(command, model.toString(), "-o", target.toString());
    }

    @Test
    void modelsLocksAndFoldersAreNoPlaceForAResult() throws IOException {
        Path other = Files.writeString(folder.resolve("other.cnn"), MODEL);
        Path lock = Files.writeString(folder.resolve("m.cnn.lock"), "a lock");
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), other);
        for (String command : List.of("check", "summary")) {
            for (Path target : List.of(model, other, lock, link, folder, Path.of(""))) {
                CommandRun run = write(command, target);
                assertThat(run.status()).as(command + " -o " + target).isEqualTo(2);
                assertThat(run.out()).isEmpty();
            }
        }
        assertThat(other).hasContent(MODEL);
        assertThat(lock).hasContent("a lock");
    }

    @Test
    void linksAreFollowedAndFoldersMade() throws IOException {
        for (String command : List.of("check", "summary")) {
            Path real = folder.resolve("new/" + command + ".txt");
            assertThat(write(command, real).status()).isZero();
            String text = Files.readString(real);
            Files.writeString(real, "what was there");
            Path link = Files.createSymbolicLink(folder.resolve(command), real);
            assertThat(write(command, link).status()).isZero();
            assertThat(link).isSymbolicLink();
            assertThat(real).hasContent(text);
        }
    }

    @Test
    @Timeout(60)
    @DisabledOnOs(OS.WINDOWS)
    void pipesAreWrittenIntoAndStay() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> {
            try {
                return new String(Files.newInputStream(pipe).readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }, task -> Thread.ofPlatform().daemon().start(task));
        assertThat(write("summary", pipe).status()).isZero();
        assertThat(read.get(60, SECONDS)).startsWith("M: v 4 -> 2");
        assertThat(Files.exists(pipe) && !Files.isRegularFile(pipe)).isTrue();
    }
}
