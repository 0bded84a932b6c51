package org.cnnc.train.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.cnnc.train.DataException;

/** Files and folders of data, before they are opened: a pipe or a device would be waited for without end. */
final class DataFiles {
    private DataFiles() {}

    /** Demands a file that can be read. @param what it should be, such as {@code an .npy array} */
    static Path requireFile(Path file, String what) throws DataException {
        if (!Files.isRegularFile(file)) throw missing(file, "expected " + what + ", found " + found(file, "file"));
        return requireReadable(file);
    }

    /** Demands a folder that can be read. @param what it should be, such as {@code a folder of images} */
    static Path requireFolder(Path folder, String what) throws DataException {
        if (!Files.isDirectory(folder)) throw missing(folder, "expected " + what + ", found " + found(folder, "folder"));
        return requireReadable(folder);
    }

    private static Path requireReadable(Path file) throws DataException {
        if (Files.isReadable(file)) return file;
        throw missing(file, "access is denied; let it be read by whoever runs cnnc");
    }

    private static DataException missing(Path file, String message) {
        return new DataException(DataException.Kind.MISSING, file, message);
    }

    /** What is there where a file or a folder was expected. */
    static String found(Path file, String wanted) {
        if (Files.isDirectory(file)) return "a folder";
        if (Files.isRegularFile(file)) return "a file";
        if (Files.exists(file)) return "neither a file nor a folder";
        return Files.isSymbolicLink(file) && Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                ? "a link that leads nowhere" : "no " + wanted + " of this name";
    }

    /** What a folder holds, by name, without hidden files and what file managers leave behind. */
    static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> !isLeftBehind(file.getFileName().toString()))
                    .sorted((a, b) -> a.getFileName().toString().compareTo(b.getFileName().toString())).toList();
        }
    }

    private static boolean isLeftBehind(String name) {
        return name.startsWith(".") || name.equals("Thumbs.db") || name.equals("desktop.ini");
    }
}
