package org.cnnc.train.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cnnc.train.DataException;
import org.cnnc.train.Dataset;
import org.cnnc.train.Samples;
import org.cnnc.train.Targets;

/**
 * A folder of images, one folder a class; classes are numbered in the order of the folders' names. The class folders
 * lie in {@code train}, {@code validation} and {@code test}, of which only the first must be there; or without those in
 * the folder itself. Where there is no {@code test}, a share of the training images is set apart, the same for every
 * seed. Images come in turns, one of each class, so that the first of them show all classes.
 */
public final class ImagesSource implements Source {
    private static final Set<String> PARTS = Set.of("train", "validation", "test");
    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "gif", "bmp");

    private final Path folder;
    private final int[] extents;
    private final Resize resize;
    private final double testShare;

    private ImagesSource(Path folder, int[] extents, Resize resize, double testShare) {
        this.folder = folder;
        this.extents = extents;
        this.resize = resize;
        this.testShare = testShare;
    }

    /**
     * @param extents of a sample: channels, 1 for grey or 3 for RGB, height and width
     * @param testShare of the training images, where there is no folder {@code test}
     */
    public static ImagesSource of(Path folder, int[] extents, Resize resize, double testShare) {
        return new ImagesSource(folder, extents, resize, testShare);
    }

    /** An image that is not read yet. */
    private record Entry(Path file, int label) {}

    /** The names of the classes, in the order of their numbers. */
    public List<String> classes() throws IOException {
        Path root = DataFiles.requireFolder(folder, "a folder of images, one folder a class");
        Path of = isParted() ? root.resolve("train") : root;
        List<Path> folders = new ArrayList<>();
        for (Path entry : DataFiles.list(DataFiles.requireFolder(of, "a folder of images, one folder a class"))) {
            if (!Files.isDirectory(entry)) {
                throw new DataException(entry, "expected folders only, one a class, found " + DataFiles.found(entry, "file"));
            }
            folders.add(entry);
        }
        if (folders.isEmpty()) throw new DataException(DataException.Kind.EMPTY, of, "expected a folder for each class, found none");
        return folders.stream().map(path -> path.getFileName().toString()).toList();
    }

    private boolean isParted() throws IOException {
        if (!Files.isDirectory(folder.resolve("train"))) return false;
        for (Path entry : DataFiles.list(folder)) {
            if (!PARTS.contains(entry.getFileName().toString())) {
                throw new DataException(entry, "expected train, validation and test beside each other, found another name");
            }
        }
        return true;
    }

    @Override
    public Dataset training(int limit) throws IOException {
        List<String> classes = classes();
        List<Entry> all = ofTraining(classes);
        if (!hasTestFolder()) all = chosen(all, Draw.without(all.size(), Draw.test(all.size(), testShare)));
        return read(all.subList(0, Math.min(limit, all.size())), classes);
    }

    @Override
    public Optional<Dataset> validation() throws IOException {
        if (!isParted() || !Files.isDirectory(folder.resolve("validation"))) return Optional.empty();
        List<String> classes = classes();
        return Optional.of(read(entries(folder.resolve("validation"), classes), classes));
    }

    @Override
    public Dataset test() throws IOException {
        List<String> classes = classes();
        if (hasTestFolder()) return read(entries(folder.resolve("test"), classes), classes);
        List<Entry> all = ofTraining(classes);
        return read(chosen(all, Draw.test(all.size(), testShare)), classes);
    }

    private boolean hasTestFolder() throws IOException {
        return isParted() && Files.isDirectory(folder.resolve("test"));
    }

    private List<Entry> ofTraining(List<String> classes) throws IOException {
        return entries(isParted() ? folder.resolve("train") : folder, classes);
    }

    private static List<Entry> chosen(List<Entry> all, int[] indices) {
        List<Entry> chosen = new ArrayList<>();
        for (int index : indices) chosen.add(all.get(index));
        return chosen;
    }

    /** One of each class in turn, each class by its files' names. */
    private static List<Entry> entries(Path of, List<String> classes) throws IOException {
        for (Path entry : DataFiles.list(of)) {
            if (!classes.contains(entry.getFileName().toString())) {
                throw new DataException(entry, "expected the classes of the training images (" + shortened(classes) + "), found another name");
            }
        }
        List<List<Path>> files = new ArrayList<>();
        for (String name : classes) files.add(images(of.resolve(name)));
        int most = files.stream().mapToInt(List::size).max().orElse(0);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            for (int label = 0; label < files.size(); label++) {
                if (i < files.get(label).size()) entries.add(new Entry(files.get(label).get(i), label));
            }
        }
        return entries;
    }

    private static String shortened(List<String> names) {
        return names.stream().limit(8).collect(Collectors.joining(", ")) + (names.size() > 8 ? ", …" : "");
    }

    private static List<Path> images(Path of) throws IOException {
        List<Path> files = DataFiles.list(DataFiles.requireFolder(of, "a folder with the images of a class"));
        if (files.isEmpty()) throw new DataException(DataException.Kind.EMPTY, of, "expected the images of a class, found none");
        for (Path file : files) {
            String name = file.getFileName().toString();
            String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            if (!ENDINGS.contains(ending)) {
                throw new DataException(file, "expected images only (.png, .jpg, .gif, .bmp), found "
                        + (Files.isDirectory(file) ? "a folder" : "a file of another kind"));
            }
        }
        return files;
    }

    private Dataset read(List<Entry> entries, List<String> classes) throws IOException {
        byte[][] cells = new byte[entries.size()][];
        int[] labels = new int[entries.size()];
        Memory memory = Memory.of(folder);
        for (int i = 0; i < cells.length; i++) {
            Entry entry = entries.get(i);
            memory.take(Dataset.sizeOf(extents));
            cells[i] = resize.read(entry.file(), extents).bytes();
            labels[i] = entry.label();
        }
        return new Dataset(Samples.ofBytes(cells, extents), new Targets.Classes(labels, classes.size()));
    }
}
