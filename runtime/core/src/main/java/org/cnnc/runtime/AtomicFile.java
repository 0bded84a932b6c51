package org.cnnc.runtime;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files that appear under their name only when they are whole and on the disk. */
public final class AtomicFile {
    /** A name that is only written under: the file's, the process and a number of its own. */
    private static final Pattern TEMPORARY = Pattern.compile("\\..+\\.(\\d+)-[0-9a-f]+\\.tmp");

    /** Of the number of a process; a longer one is none. */
    private static final int MOST_DIGITS = 18;

    /** Writes what belongs into the file. */
    @FunctionalInterface
    public interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Writes under a temporary name beside the file and moves it there. If that fails, a file that was
     * there stays as it was, and nothing is left over; if not, the new one has its permissions.
     */
    public static void write(Path file, Content content) throws IOException {
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling("." + target.getFileName() + "."
                + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()) + ".tmp");
        try {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                content.writeTo(channel);
                channel.force(true);
            }
            keepPermissions(target, temporary);
            move(temporary, target);
            force(target.getParent());
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Brings a folder's names to the disk, where the system has files for folders. */
    private static void force(Path folder) throws IOException {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) return;
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Removes what {@link #write} left in a folder where its process was killed in between. Files of other processes
     * that are alive stay; those of this one go, so that nothing else may be written there meanwhile.
     */
    public static void removeLeftovers(Path folder) throws IOException {
        List<Path> leftovers = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".*.tmp")) {
            for (Path file : files) {
                Matcher name = TEMPORARY.matcher(file.getFileName().toString());
                if (name.matches() && !isOtherAlive(name.group(1))) leftovers.add(file);
            }
        }
        for (Path file : leftovers) Files.deleteIfExists(file);
    }

    private static boolean isOtherAlive(String process) {
        if (process.length() > MOST_DIGITS) return false;
        long id = Long.parseLong(process);
        return id != ProcessHandle.current().pid() && ProcessHandle.of(id).filter(ProcessHandle::isAlive).isPresent();
    }

    private static void keepPermissions(Path of, Path to) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (view != null && Files.exists(of)) view.setPermissions(Files.getPosixFilePermissions(of));
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            // Some network file systems cannot do it in one; the file is whole already.
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
