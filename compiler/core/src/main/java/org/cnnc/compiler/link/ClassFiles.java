package org.cnnc.compiler.link;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
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
            write(target, jar(classes));
            return;
        }
        for (Map.Entry<String, byte[]> file : classes.entrySet()) {
            Path path = target.resolve(path(file.getKey()));
            write(path, file.getValue());
        }
    }

    private static String path(String binaryName) {
        return binaryName.replace('.', '/') + ".class";
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        AtomicFile.write(file, channel -> {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) channel.write(buffer);
        });
    }

    private static byte[] jar(Map<String, byte[]> classes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JarOutputStream jar = new JarOutputStream(bytes);
        for (Map.Entry<String, byte[]> file : classes.entrySet()) {
            JarEntry entry = new JarEntry(path(file.getKey()));
            entry.setTimeLocal(ENTRY_TIME);
            jar.putNextEntry(entry);
            jar.write(file.getValue());
            jar.closeEntry();
        }
        jar.finish();
        return bytes.toByteArray();
    }
}
