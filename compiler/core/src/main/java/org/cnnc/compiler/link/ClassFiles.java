package org.cnnc.compiler.link;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.cnnc.runtime.AtomicFile;

/** Writes class files to a folder or a jar. Each file appears under its name only when it is whole. */
final class ClassFiles {
    /** The time that every entry of a jar carries, so that the same classes give the same bytes. */
    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    private ClassFiles() {}

    static void write(Map<String, byte[]> classes, Path target) throws IOException {
        if (target.getFileName() != null && target.getFileName().toString().endsWith(".jar")) {
            replace(target, stream -> writeJar(classes, stream));
            return;
        }
        for (Map.Entry<String, byte[]> file : classes.entrySet()) {
            Path path = target.resolve(path(file.getKey()));
            replace(path, stream -> stream.write(file.getValue()));
        }
    }

    private static String path(String binaryName) {
        return binaryName.replace('.', '/') + ".class";
    }

    private static void writeJar(Map<String, byte[]> classes, OutputStream stream) throws IOException {
        JarOutputStream jar = new JarOutputStream(stream);
        for (Map.Entry<String, byte[]> file : classes.entrySet()) {
            JarEntry entry = new JarEntry(path(file.getKey()));
            entry.setTimeLocal(ENTRY_TIME);
            jar.putNextEntry(entry);
            jar.write(file.getValue());
            jar.closeEntry();
        }
        jar.finish();
    }

    @FunctionalInterface
    private interface Content {
        void writeTo(OutputStream stream) throws IOException;
    }

    private static void replace(Path file, Content content) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        AtomicFile.write(file, channel -> {
            OutputStream stream = new BufferedOutputStream(Channels.newOutputStream(channel));
            content.writeTo(stream);
            stream.flush();
        });
    }
}
