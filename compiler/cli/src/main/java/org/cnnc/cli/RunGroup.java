package org.cnnc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cnnc.train.RunDirectory;

/**
 * A folder of several runs, each in a folder of its own: {@code member-1}, {@code member-2}, … of an ensemble,
 * {@code fold-1}, … of a cross validation, {@code trial-1}, … of a sweep.
 */
record RunGroup(Path folder, String kind) {
    static final String MEMBER = "member";
    static final String FOLD = "fold";
    static final String TRIAL = "trial";

    private static final List<String> KINDS = List.of(MEMBER, FOLD, TRIAL);

    /**
     * A folder for new runs, made where it is missing.
     *
     * @throws org.cnnc.train.RunDirectoryException if it holds a run already
     * @throws Failure if it holds several already
     */
    static RunGroup create(Path folder, String kind) throws IOException {
        requireNone(folder);
        RunDirectory.create(folder);
        return new RunGroup(folder, kind);
    }

    /** @throws Failure if a folder holds several runs already */
    static void requireNone(Path folder) {
        kindIn(folder).ifPresent(kind -> {
            throw Failure.usage(folder + " holds several runs already (" + kind
                    + "-1, …); give another --out, or go on with them by --resume");
        });
    }

    /** What runs a folder holds, if it holds several. */
    static Optional<String> kindIn(Path folder) {
        return KINDS.stream().filter(kind -> Files.isDirectory(new RunGroup(folder, kind).part(1))).findFirst();
    }

    /** The folder of one of the runs, counted from 1. */
    Path part(int number) {
        return folder.resolve(kind + "-" + number);
    }

    /** The best weights of one of the runs. */
    Path weights(int number) {
        return part(number).resolve("weights.safetensors");
    }
}
