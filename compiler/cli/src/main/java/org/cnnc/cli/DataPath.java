package org.cnnc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cnnc.compiler.op.Arguments;
import org.cnnc.compiler.training.Setting;
import org.cnnc.train.DataException;

/** What kind of data lies at a path that {@code --data} gives, by the names of the files there. */
final class DataPath {
    private static final String DIR = "dir";
    private static final List<String> COMMON = List.of("pad", "normalize", "validation", "shuffle", "limit");

    /** Names of files in an error. */
    private static final int SHOWN = 3;

    private DataPath() {}

    /**
     * The source that reads a path.
     *
     * @param inFile what the train section says of its data: a source of the same kind keeps its arguments, any other
     *     those that all sources have
     */
    static Setting source(Path path, Optional<Setting> inFile) throws IOException {
        Setting found = found(path);
        Map<String, Object> values = new HashMap<>();
        inFile.ifPresent(setting -> setting.arguments().values().forEach((name, value) -> {
            if (setting.name().equals(found.name()) || COMMON.contains(name)) values.put(name, value);
        }));
        values.putAll(found.arguments().values());
        return new Setting(found.name(), new Arguments(values));
    }

    private static Setting found(Path path) throws IOException {
        Path place = path.toAbsolutePath();
        if (Files.isRegularFile(place)) return setting("csv", Map.of("file", place.toString()));
        if (!Files.isDirectory(place)) return setting("idx", Map.of(DIR, place.toString()));
        List<String> names;
        try (Stream<Path> entries = Files.list(place)) {
            names = entries.map(entry -> entry.getFileName().toString()).filter(name -> !name.startsWith(".")).toList();
        }
        if (names.stream().anyMatch(name -> name.matches("data_batch_1\\.(bin|png)|cifar-10-batches-bin"))) {
            return setting("cifar10", Map.of(DIR, place.toString()));
        }
        if (names.contains("x.npy") && names.contains("y.npy")) {
            return setting("npy", Map.of("x", place.resolve("x.npy").toString(), "y", place.resolve("y.npy").toString()));
        }
        if (names.stream().anyMatch(name -> name.toLowerCase(Locale.ROOT).contains("idx"))) {
            return setting("idx", Map.of(DIR, place.toString()));
        }
        if (names.stream().anyMatch(name -> Files.isDirectory(place.resolve(name)))) {
            return setting("images", Map.of(DIR, place.toString()));
        }
        throw new DataException(DataException.Kind.MISSING, path, "expected a folder of IDX files, of CIFAR-10's, of x.npy and y.npy,"
                + " or with a folder of images for each class, found " + listed(names));
    }

    private static String listed(List<String> names) {
        if (names.isEmpty()) return "an empty folder";
        return names.stream().sorted().limit(SHOWN).collect(Collectors.joining(", ")) + (names.size() > SHOWN ? ", …" : "");
    }

    private static Setting setting(String name, Map<String, Object> values) {
        return new Setting(name, new Arguments(values));
    }
}
