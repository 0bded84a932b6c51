package org.cnnc.train.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cnnc.train.DataException;
import org.cnnc.train.Dataset;
import org.cnnc.train.Targets;

/**
 * A folder of four IDX files named as MNIST's are, {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte} and
 * the two of {@code t10k}, gzipped ({@code .gz}) or not. The number in a name is that of dimensions, the word the
 * element type, so that {@code train-images-idx4-float} holds samples of three dimensions of floats.
 */
public final class IdxSource implements Source {
    private static final Pattern NAME =
            Pattern.compile("(train|t10k)-(images|labels)[-.]idx([1-9])-(ubyte|byte|short|int|float|double)(\\.gz)?");
    private static final String IMAGES = "images";
    private static final String LABELS = "labels";

    private final Path folder;
    private final int[] input;
    private final int classes;
    private final String hint;

    private IdxSource(Path folder, int[] input, int classes, String hint) {
        this.folder = folder;
        this.input = input;
        this.classes = classes;
        this.hint = hint;
    }

    /** @param input extents of the network's input, which tell what the files' extents mean */
    public static IdxSource of(Path folder, int[] input, int classes) {
        return new IdxSource(folder, input, classes, "");
    }

    /** @param hint how to get the files, for when they are missing */
    static IdxSource of(Path folder, int[] input, int classes, String hint) {
        return new IdxSource(folder, input, classes, hint);
    }

    @Override
    public Dataset training(int limit) throws IOException {
        Dataset all = read("train");
        return all.size() <= limit ? all : all.select(Draw.first(limit));
    }

    @Override
    public Dataset test() throws IOException {
        return read("t10k");
    }

    private Dataset read(String part) throws IOException {
        IdxFile images = read(part, IMAGES);
        return dataset(images, read(part, LABELS), input, classes);
    }

    /** Images with their labels. */
    static Dataset dataset(IdxFile images, IdxFile labels, int[] input, int classes) throws DataException {
        if (images.count() != labels.count()) {
            throw new DataException(labels.name(), "byte 4: expected " + images.count() + " labels, one for each image of "
                    + images.name() + ", found " + labels.count() + "; give the files of one split");
        }
        return new Dataset(images.samples(input), new Targets.Classes(labels.labels(classes), classes));
    }

    private IdxFile read(String part, String kind) throws IOException {
        Matcher name = find(part, kind);
        try (ByteReader in = ByteReader.open(DataFiles.requireFile(folder.resolve(name.group()), "an IDX file"))) {
            IdxType type = IdxType.valueOf(name.group(4).toUpperCase(Locale.ROOT));
            return IdxFile.read(in, type, Integer.parseInt(name.group(3)));
        }
    }

    /** The file of a part; of a plain and a gzipped one, the plain. */
    private Matcher find(String part, String kind) throws IOException {
        String usual = part + "-" + kind + (kind.equals(IMAGES) ? "-idx3-ubyte" : "-idx1-ubyte");
        if (!Files.isDirectory(folder)) throw missing(usual, DataFiles.found(folder, "folder"));
        List<Matcher> found = new ArrayList<>();
        for (Path file : DataFiles.list(DataFiles.requireFolder(folder, "a folder"))) {
            Matcher name = NAME.matcher(file.getFileName().toString());
            if (!name.matches() || !name.group(1).equals(part) || !name.group(2).equals(kind)) continue;
            boolean zippedToo = !found.isEmpty() && name.group().equals(found.getLast().group() + ".gz");
            if (!zippedToo) found.add(name);
        }
        if (found.isEmpty()) throw missing(usual, "neither");
        Matcher only = found.getFirst();
        if (found.size() > 1) {
            throw new DataException(folder, "expected one file of " + part + "-" + kind + ", found " + only.group()
                    + " and " + found.get(1).group());
        }
        int dimensions = Integer.parseInt(only.group(3));
        if (kind.equals(LABELS) == (dimensions == 1)) return only;
        throw new DataException(folder.resolve(only.group()), kind.equals(LABELS)
                ? "expected labels of one dimension, as in " + usual + ", found " + dimensions + " by the name"
                : "expected two dimensions or more, as in " + usual + ", found one by the name");
    }

    private DataException missing(String name, String found) {
        return new DataException(DataException.Kind.MISSING, folder, "expected a folder with " + name + " or " + name + ".gz, found "
                + found + (hint.isEmpty() ? "" : "\n" + hint));
    }
}
