package org.cnnc.compiler.source;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.cnnc.compiler.diagnostics.Diagnostics;

/**
 * Where imported files come from: the disk, but for those that a text stands in for.
 *
 * @param replaced by the name under which diagnostics know the file
 */
public record Sources(Map<String, SourceText> replaced) {
    public static Sources disk() {
        return new Sources(Map.of());
    }

    /** As {@link SourceLoader#load}. */
    public Optional<SourceText> load(Path file, Diagnostics diagnostics) {
        SourceText other = replaced.get(file.toString());
        if (other == null) return SourceLoader.load(file, file.toString(), diagnostics);
        diagnostics.startOf(other);
        return Optional.of(other);
    }
}
