package org.cnnc.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cnnc.runtime.AtomicFile;
import org.cnnc.runtime.Signature;
import org.cnnc.runtime.Weights;

/**
 * The folder of a training run: {@code config.yaml} (what the run is, written by who starts it),
 * {@code weights.safetensors} (the best), {@code last.ckpt} (to resume from), {@code epoch-12.ckpt} and the like (copies
 * of it that stay, which may be copied back over it), {@code history.jsonl} (a line an epoch). Files are replaced only
 * by whole new ones, and a line stands on the disk before the checkpoint that counts it.
 */
public final class RunDirectory {
    /** What tells a run's folder from any other one. */
    public static final String CONFIG = "config.yaml";

    private static final Pattern NUMBERED = Pattern.compile("epoch-([1-9]\\d{0,8})\\.ckpt");

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
     * The folder of a run that goes on. What writers that were killed left over is gone then.
     *
     * @throws RunDirectoryException if it holds neither a checkpoint nor the configuration of a run that was killed
     *     before its first one
     */
    public static RunDirectory resume(Path folder) throws IOException {
        boolean begun = Files.isRegularFile(folder.resolve("last.ckpt"));
        RunDirectory directory = new RunDirectory(folder, begun);
        if (!begun && !Files.isRegularFile(folder.resolve(CONFIG))) {
            throw new RunDirectoryException(folder + " holds no run to resume: expected "
                    + directory.checkpoint().getFileName() + " there; leave out --resume to start a new one");
        }
        AtomicFile.removeLeftovers(folder);
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

    /** The checkpoint of an epoch that stays beside the last one. */
    public Path checkpoint(int epoch) {
        return folder.resolve("epoch-" + epoch + ".ckpt");
    }

    /** One JSON object an epoch. */
    public Path history() {
        return folder.resolve("history.jsonl");
    }

    /** Whether this run goes on from a checkpoint. */
    boolean isResumed() {
        return resumed;
    }

    void saveWeights(Signature signature, float[] parameters) throws IOException {
        Weights.save(signature, parameters, weights());
    }

    /** Adds a line to the history; it is on the disk then. */
    void append(EpochResult result) throws IOException {
        byte[] line = (result.toJson() + "\n").getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(
                history(), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            writeAll(channel, line);
            channel.force(true);
        }
    }

    /**
     * Drops lines of epochs that the checkpoint does not know, the last of which may be broken off.
     *
     * @return how many lines there are
     */
    int keepHistory(int epochs) throws IOException {
        if (!Files.exists(history())) return 0;
        List<String> lines = Files.readAllLines(history());
        if (lines.size() <= epochs) return lines.size();
        byte[] kept = lines.stream().limit(epochs).map(line -> line + "\n").collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(history(), channel -> writeAll(channel, kept));
        return epochs;
    }

    /** Drops the numbered checkpoints up to an epoch but the newest ones. */
    void dropCheckpoints(int epoch, int keep) throws IOException {
        List<Integer> epochs = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "epoch-*.ckpt")) {
            for (Path file : files) {
                Matcher name = NUMBERED.matcher(file.getFileName().toString());
                if (name.matches() && Integer.parseInt(name.group(1)) <= epoch) epochs.add(Integer.parseInt(name.group(1)));
            }
        }
        epochs.sort(Comparator.reverseOrder());
        for (int old : epochs.subList(Math.min(keep, epochs.size()), epochs.size())) Files.deleteIfExists(checkpoint(old));
    }

    private static void writeAll(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) channel.write(buffer);
    }
}
