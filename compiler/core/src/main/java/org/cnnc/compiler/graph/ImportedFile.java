package org.cnnc.compiler.graph;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.diagnostics.Suggestion;
import org.cnnc.compiler.parse.ImportDecl;
import org.cnnc.compiler.source.SourceText;
import org.cnnc.compiler.source.Sources;

/** The text of an imported file. That it cannot be read is said at its import. */
final class ImportedFile {
    private static final String EXTENSION = ".cnn";

    /** Files of a folder that are looked at for a name that was meant. */
    private static final int MAX_LISTED = 1000;

    private ImportedFile() {}

    /** @return empty after an error */
    static Optional<SourceText> read(Sources sources, Path path, ImportDecl imported, Diagnostics diagnostics) {
        Diagnostics own = new Diagnostics();
        // A pipe or a device could be read without end.
        boolean readable = !Files.exists(path) || Files.isRegularFile(path) || Files.isDirectory(path);
        Optional<SourceText> source = readable ? sources.load(path, own) : Optional.empty();
        if (!readable) diagnostics.add(Diagnostic.error(Code.CNN1001, imported.span(), "this is no regular file").note("the path is " + path));
        for (Diagnostic fault : own.sorted()) {
            Diagnostic here = Diagnostic.error(fault.code(), imported.span(), fault.message()).note("the path is " + path);
            Optional<String> near = Files.exists(path) ? Optional.empty() : neighbour(path, imported.path());
            diagnostics.add(near.isEmpty() ? here : Suggestion.offer(here, imported.path(), List.of(near.get())));
        }
        return source;
    }

    /** The file of the nearest name that stands where the missing one was looked for, as the import would name it. */
    private static Optional<String> neighbour(Path missing, String written) {
        int name = Math.max(written.lastIndexOf('/'), written.lastIndexOf('\\')) + 1;
        return Suggestion.nearest(written.substring(name), neighbours(missing)).map(near -> written.substring(0, name) + near);
    }

    private static List<String> neighbours(Path missing) {
        Path folder = missing.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            return files.limit(MAX_LISTED).map(file -> file.getFileName().toString()).filter(name -> name.endsWith(EXTENSION))
                    .sorted().toList();
        } catch (IOException e) {
            // A folder that cannot be listed has nothing to suggest; that the file is missing is said all the same.
            return List.of();
        }
    }
}
