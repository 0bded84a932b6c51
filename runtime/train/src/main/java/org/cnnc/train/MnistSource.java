package org.cnnc.train;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * MNIST, or other data in its four files: {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte}
 * and the two of {@code t10k}, gzipped ({@code .gz}) or not.
 */
public final class MnistSource {
    private static final String RESOURCES = "/org/cnnc/data/mnist/";
    private static final int CLASSES = 10;

    private final Path folder;
    private final int classes;

    private MnistSource(Path folder, int classes) {
        this.folder = folder;
        this.classes = classes;
    }

    /** MNIST as the cnnc-mnist jar holds it. */
    public static MnistSource embedded() {
        return new MnistSource(null, CLASSES);
    }

    /** A folder with the four files, of ten classes. */
    public static MnistSource folder(Path folder) {
        return folder(folder, CLASSES);
    }

    /** A folder with the four files. */
    public static MnistSource folder(Path folder, int classes) {
        return new MnistSource(folder, classes);
    }

    /** Number of classes. */
    public int classes() {
        return classes;
    }

    /**
     * Reads and prepares all three splits.
     *
     * @throws DataException if a file is missing or damaged, or leaves no training samples
     */
    public Split load(DataOptions options) throws IOException {
        Dataset train = read("train").dataset();
        int count = options.limit() == 0 ? train.size() : Math.min(options.limit(), train.size());
        if (options.validation() >= count) {
            throw new DataException(DataException.Kind.EMPTY, "validation = " + options.validation() + " leaves nothing of the " + count
                    + " training samples; give a smaller one");
        }
        int[] validation = LabelledImages.draw(count, options.validation(), options.seed());
        int[] training = LabelledImages.without(count, validation);
        Normalization normalization = options.normalize() ? train.samples().select(training).statistics() : Normalization.NONE;
        return new Split(
                prepared(train.select(training), options.pad(), normalization),
                prepared(train.select(validation), options.pad(), normalization),
                test(options.pad(), normalization),
                normalization);
    }

    /**
     * Reads the test split alone.
     *
     * @param pad zeros added to each side
     * @param normalization the training's
     */
    public Dataset test(int pad, Normalization normalization) throws IOException {
        return prepared(read("t10k").dataset(), pad, normalization);
    }

    private static Dataset prepared(Dataset data, int pad, Normalization normalization) {
        return new Dataset(data.samples().padded(pad).normalized(normalization), data.targets());
    }

    private LabelledImages read(String part) throws IOException {
        return LabelledImages.of(
                read(part + "-images-idx3-ubyte", 3), read(part + "-labels-idx1-ubyte", 1), classes);
    }

    private IdxFile read(String name, int dimensions) throws IOException {
        if (folder == null) return readResource(name + ".gz", dimensions);
        for (String candidate : new String[] {name, name + ".gz"}) {
            Path file = folder.resolve(candidate);
            if (Files.isRegularFile(file)) return IdxFile.read(file, dimensions);
        }
        throw new DataException(DataException.Kind.MISSING, folder, "expected a folder with " + name + " or " + name + ".gz, found "
                + (Files.isDirectory(folder) ? "neither" : "no folder of this name"));
    }

    private static IdxFile readResource(String name, int dimensions) throws IOException {
        try (InputStream in = MnistSource.class.getResourceAsStream(RESOURCES + name)) {
            if (in == null) {
                throw new DataException(DataException.Kind.MISSING, "MNIST: " + RESOURCES + name + " is not on the class path; add the jar"
                        + " org.cnnc:cnnc-mnist, or name a folder with the four files");
            }
            return IdxFile.read("MNIST " + name, in, dimensions);
        }
    }
}
