package org.cnnc.compiler;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.lock.ModelDifference;

/**
 * A file held against its lock.
 *
 * @param differences of the models that differ
 * @param lock what is to be said of the lock and of the differences
 */
public record LockCheck(Checked checked, List<ModelDifference> differences, List<Diagnostic> lock) {
    /** All that is to be said, of the file and of its lock, in source order. */
    public List<Diagnostic> diagnostics() {
        Diagnostics all = new Diagnostics();
        List<Diagnostic> both = new ArrayList<>(checked.diagnostics());
        both.addAll(lock);
        both.forEach(all::add);
        return all.sorted();
    }
}
