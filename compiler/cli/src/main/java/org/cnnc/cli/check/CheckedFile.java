package org.cnnc.cli.check;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.Checked;
import org.cnnc.compiler.LockCheck;
import org.cnnc.compiler.diagnostics.Diagnostic;

/**
 * A file that was checked.
 *
 * @param checked the file by itself
 * @param lock what its lock said, where that was asked for
 */
public record CheckedFile(Path file, Checked checked, Optional<LockCheck> lock) {
    public static CheckedFile of(Path file, Checked checked) {
        return new CheckedFile(file, checked, Optional.empty());
    }

    public static CheckedFile of(Path file, LockCheck lock) {
        return new CheckedFile(file, lock.checked(), Optional.of(lock));
    }

    /** All that is to be said of it. */
    public List<Diagnostic> diagnostics() {
        return lock.map(LockCheck::diagnostics).orElseGet(checked::diagnostics);
    }
}
