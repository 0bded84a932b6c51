package org.cnnc.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuCacheTest {
    @TempDir
    private Path folder;

    private void cache(String index, String level, String type, String size) throws IOException {
        Path cache = Files.createDirectory(folder.resolve(index));
        Files.writeString(cache.resolve("level"), level + "\n");
        Files.writeString(cache.resolve("type"), type + "\n");
        Files.writeString(cache.resolve("size"), size + "\n");
    }

    @Test
    void nearestCacheIsFirst() throws IOException {
        cache("index3", "3", "Unified", "32768K");
        cache("index1", "1", "Instruction", "32K");
        cache("index0", "1", "Data", "48K");
        assertThat(CpuCache.of(folder)).extracting(CpuCache::toString).containsExactly("L1d 48K", "L1i 32K", "L3 32768K");
    }

    @Test
    void systemThatDoesNotTellHasNone() throws IOException {
        assertThat(CpuCache.of(folder.resolve("none"))).isEmpty();
        Files.createDirectory(folder.resolve("index0"));
        assertThat(CpuCache.of(folder)).isEmpty();
    }
}
