package org.cnnc.cli.doctor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A cache of a processor, as Linux tells it below {@code /sys/devices/system/cpu}.
 *
 * @param level 1 is the nearest
 * @param type {@code Data}, {@code Instruction} or {@code Unified}
 * @param size such as {@code 48K}
 */
record CpuCache(int level, String type, String size) {
    private static final Path FIRST_PROCESSOR = Path.of("/sys/devices/system/cpu/cpu0/cache");

    /** Those of the first processor, the nearest first; none where the system does not tell. */
    static List<CpuCache> ofFirstProcessor() {
        return of(FIRST_PROCESSOR);
    }

    static List<CpuCache> of(Path folder) {
        List<CpuCache> caches = new ArrayList<>();
        if (!Files.isDirectory(folder)) return caches;
        try (DirectoryStream<Path> indices = Files.newDirectoryStream(folder, "index*")) {
            for (Path index : indices) {
                caches.add(new CpuCache(
                        Integer.parseInt(read(index.resolve("level"))), read(index.resolve("type")),
                        read(index.resolve("size"))));
            }
        } catch (IOException | NumberFormatException e) {
            // Some virtual machines leave files out; a cache size is told only where it is known.
            return List.of();
        }
        caches.sort(Comparator.comparingInt(CpuCache::level).thenComparing(CpuCache::type));
        return caches;
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file).strip();
    }

    @Override
    public String toString() {
        String kind = type.equals("Unified") ? "" : type.equals("Data") ? "d" : "i";
        return "L" + level + kind + " " + size;
    }
}
