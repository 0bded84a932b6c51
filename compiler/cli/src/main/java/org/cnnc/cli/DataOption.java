package org.cnnc.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cnnc.compiler.data.DataSources;
import picocli.CommandLine.Option;

/** {@code --data SRC}: other data than the train section's, by a path or as a train section would name it. */
final class DataOption {
    private static final Pattern SOURCE = Pattern.compile("([a-z][a-z_0-9]*)\\s*(\\(.*\\))?", Pattern.DOTALL);

    @Option(
            names = "--data",
            paramLabel = "SRC",
            description = "Data in place of the file's: a folder (IDX files, images in a folder a class, CIFAR-10, x.npy and"
                    + " y.npy) or a CSV file, prepared as the file's; or a source such as 'cifar10(\"dir\", pad = 2)'.")
    private String text;

    /** The file or folder that is given, if it is one. */
    Optional<Path> path() {
        return text == null || isSource() ? Optional.empty() : Optional.of(FileArguments.path(text));
    }

    /** The source that is given, as a setting of the train section. */
    Map<String, String> settings() {
        return text != null && isSource() ? Map.of("train.data", text) : Map.of();
    }

    /** What a source's paths are relative to: the model's file, or for a source of the command line its folder. */
    Path besides(Path modelFile) {
        return text != null && isSource() ? Path.of("").toAbsolutePath().resolve("command line") : modelFile;
    }

    /** Whether it is a source, with arguments or by a name that there is, and no file of that name is there. */
    private boolean isSource() {
        Matcher source = SOURCE.matcher(text.strip());
        return source.matches() && (source.group(2) != null || DataSources.find(source.group(1)).isPresent())
                && !Files.exists(FileArguments.path(text));
    }
}
