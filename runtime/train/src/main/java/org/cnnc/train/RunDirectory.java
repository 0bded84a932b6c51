package org.cnnc.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.cnnc.runtime.AtomicFile;
import org.cnnc.runtime.Signature;
import org.cnnc.runtime.Weights;

/**
 * The folder of a training run: {@code weights.safetensors} (the best), {@code last.ckpt} (to resume from),
 * {@code history.jsonl} (a line an epoch). Weights and checkpoints are replaced only by whole new ones.
 */
public final class RunDirectory {
    private final Path folder;
    private final boolean resumed;

    private RunDirectory(Path folder, boolean resumed) {
        this.folder = folder;
        this.resumed = resumed;
    }

    /**
     * A folder for a new run, made where it is missing.
     *
     * @throws RunDirectoryException if it holds a run already
     */
    public static RunDirectory create(Path folder) throws IOException {
        RunDirectory directory = new RunDirectory(folder, false);
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new RunDirectoryException(folder + ": expected a folder, found a file; give another --out");
        }
        for (Path file : List.of(directory.weights(), directory.checkpoint(), directory.history())) {
            if (Files.exists(file)) {
                throw new RunDirectoryException(folder + " holds a run already (" + file.getFileName()
                        + "); give another --out, or go on with it by --resume");
            }
        }
        Files.createDirectories(folder);
        return directory;
    }

    /**
     * The folder of a run that goes on.
     *
     * @throws RunDirectoryException if it holds no checkpoint
     */
    public static RunDirectory resume(Path folder) throws IOException {
        RunDirectory directory = new RunDirectory(folder, true);
        if (!Files.isRegularFile(directory.checkpoint())) {
            throw new RunDirectoryException(folder + " holds no run to resume: expected "
                    + directory.checkpoint().getFileName() + " there; leave out --resume to start a new one");
        }
        return directory;
    }

    public Path folder() {
        return folder;
    }

    /** The best weights. */
    public Path weights() {
        return folder.resolve("weights.safetensors");
    }

    /** What {@link #resume} starts from. */
    public Path checkpoint() {
        return folder.resolve("last.ckpt");
    }

    /** One JSON object an epoch. */
    public Path history() {
        return folder.resolve("history.jsonl");
    }

    /** Whether this run goes on with another. */
    boolean isResumed() {
        return resumed;
    }

    void saveWeights(Signature signature, float[] parameters) throws IOException {
        Weights.save(signature, parameters, weights());
    }

    void append(EpochResult result) throws IOException {
        Files.writeString(history(), result.toJson() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Drops lines of epochs that the checkpoint does not know. */
    void keepHistory(int epochs) throws IOException {
        if (!Files.exists(history())) return;
        List<String> lines = Files.readAllLines(history());
        if (lines.size() <= epochs) return;
        String kept = String.join("\n", lines.subList(0, epochs)) + (epochs == 0 ? "" : "\n");
        AtomicFile.write(history(), channel -> {
            ByteBuffer bytes = ByteBuffer.wrap(kept.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) channel.write(bytes);
        });
    }
}
