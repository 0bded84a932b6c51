package org.cnnc.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What was found of each row, a file a row, so that a row can be measured anew by itself. */
final class Store {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path folder;

    Store(Path folder) {
        this.folder = folder;
    }

    /**
     * A row as it was measured.
     *
     * @param date in UTC
     * @param load how many threads of all programs wanted to run before it
     * @param how in words: how many JVMs, and by which clock
     * @param failure why it could not be measured; empty if it was
     */
    record Stored(String date, String load, String how, List<Entry> entries, String failure) {}

    void put(String row, Stored found) throws IOException {
        Files.createDirectories(folder);
        MAPPER.writerWithDefaultPrettyPrinter().writeValue(folder.resolve(row + ".json").toFile(), found);
    }

    Optional<Stored> get(String row) throws IOException {
        Path file = folder.resolve(row + ".json");
        return Files.exists(file) ? Optional.of(MAPPER.readValue(file.toFile(), Stored.class)) : Optional.empty();
    }
}
