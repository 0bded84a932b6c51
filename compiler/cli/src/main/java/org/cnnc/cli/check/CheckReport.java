package org.cnnc.cli.check;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Severity;
import org.cnnc.compiler.diagnostics.TextRenderer;
import org.cnnc.compiler.lock.DifferenceTable;

/** What a check found. */
public record CheckReport(List<CheckedFile> files) {
    public CheckReport {
        files = List.copyOf(files);
    }

    /** All that is to be said, once each: an error in a file that several import is one. */
    public List<Diagnostic> diagnostics() {
        return List.copyOf(firstFiles().keySet());
    }

    /** What is to be said, and the file in whose check it was found first. */
    SequencedMap<Diagnostic, CheckedFile> firstFiles() {
        SequencedMap<Diagnostic, CheckedFile> first = new LinkedHashMap<>();
        Set<String> said = new HashSet<>();
        for (CheckedFile file : files) {
            for (Diagnostic diagnostic : file.diagnostics()) {
                if (said.add(TextRenderer.plain().render(diagnostic))) first.put(diagnostic, file);
            }
        }
        return first;
    }

    public long errors() {
        return count(Severity.ERROR);
    }

    public long warnings() {
        return count(Severity.WARNING);
    }

    private long count(Severity severity) {
        return diagnostics().stream().filter(diagnostic -> diagnostic.severity() == severity).count();
    }

    /** The differences from a file's lock. */
    static List<DifferenceTable> tables(CheckedFile file) {
        return file.lock().stream().flatMap(lock -> lock.differences().stream()).map(DifferenceTable::of).toList();
    }

    /** {@code 3 files: 1 error, 2 warnings}. */
    String counts() {
        return counted(files.size(), "file") + ": " + (errors() == 0 && warnings() == 0
                ? "nothing wrong"
                : counted(errors(), "error") + ", " + counted(warnings(), "warning"));
    }

    static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /** The message, then what led to it and what would mend it, a line each. */
    static String message(Diagnostic diagnostic) {
        Stream<String> helps = diagnostic.helps().stream().map(help -> "help: " + help);
        Stream<String> more = Stream.concat(diagnostic.notes().stream(), helps);
        return String.join("\n", Stream.concat(Stream.of(headline(diagnostic)), more).toList());
    }

    /** {@code unknown layer: there is no layer or block `covn`}. */
    static String headline(Diagnostic diagnostic) {
        return diagnostic.message().isEmpty() ? diagnostic.title() : diagnostic.title() + ": " + diagnostic.message();
    }
}
