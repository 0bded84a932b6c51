package org.cnnc.compiler;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.diagnostics.Severity;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.lock.Lock;
import org.cnnc.compiler.lock.LockComparison;
import org.cnnc.compiler.lock.LockDiagnostics;
import org.cnnc.compiler.lock.LockReader;
import org.cnnc.compiler.lock.LockedModel;
import org.cnnc.compiler.lock.ModelDifference;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.compiler.source.SourceLoader;
import org.cnnc.compiler.source.SourceText;
import org.cnnc.compiler.source.Span;

/** Checks files together with their locks. */
public final class Locking {
    private final String file;
    private final List<Diagnostic> found = new ArrayList<>();
    private final List<ModelDifference> differences = new ArrayList<>();

    private Locking(String file) {
        this.file = file;
    }

    /**
     * Checks a file and holds it against the lock beside it. The values from outside that the lock was made with
     * hold here too, but for those that are given again.
     */
    public static LockCheck check(Path path, Overrides given) {
        Diagnostics reading = new Diagnostics();
        Path lockPath = Lock.beside(path);
        Optional<SourceText> text = Files.exists(lockPath) ? load(lockPath, reading) : Optional.empty();
        Optional<Lock> lock = text.flatMap(source -> LockReader.read(source, reading));
        Checked checked = Frontend.check(path, lock.map(Lock::set).orElseGet(Overrides::none).and(given));
        Locking locking = new Locking(path.toString());
        String accept = locking.accept();
        reading.sorted().forEach(diagnostic -> locking.found.add(diagnostic.advice("`" + accept + "` writes it anew")));
        if (lock.isPresent()) {
            locking.compare(lock.get(), text.orElseThrow(), checked);
        } else if (reading.sorted().isEmpty() && !checked.shaped().isEmpty()) {
            locking.found.add(Diagnostic.error(Code.CNN8001, checked.shaped().getFirst().span(), "there is no " + lockPath)
                    .advice("`" + accept + "` writes it"));
        }
        return new LockCheck(checked, List.copyOf(locking.differences), List.copyOf(locking.found));
    }

    /** Holds checked models against a lock. @param lockText where the lock was read from */
    static LockCheck compare(Checked checked, Lock lock, SourceText lockText, String file) {
        Locking locking = new Locking(file);
        locking.compare(lock, lockText, checked);
        return new LockCheck(checked, List.copyOf(locking.differences), List.copyOf(locking.found));
    }

    private static Optional<SourceText> load(Path lock, Diagnostics diagnostics) {
        Diagnostics own = new Diagnostics();
        Optional<SourceText> text = SourceLoader.load(lock, lock.toString(), own);
        own.sorted().forEach(d -> diagnostics.add(Diagnostic.error(Code.CNN8002, d.span(), d.message())));
        return text;
    }

    private String accept() {
        return "cnnc lock " + file;
    }

    private void compare(Lock lock, SourceText lockText, Checked checked) {
        for (CheckedModel model : checked.shaped()) {
            String name = model.graph().name();
            LockedModel was = lock.models().get(name);
            if (was == null) {
                found.add(Diagnostic.error(Code.CNN8005, model.span(), "the lock has no model `" + name + "`")
                        .advice("`" + accept() + "` takes it in"));
                continue;
            }
            ModelDifference difference = LockComparison.compare(
                    name, was.completed(model), LockedModel.of(model).completed(model));
            if (difference.isEmpty()) continue;
            differences.add(difference);
            found.addAll(LockDiagnostics.of(model, difference, accept()));
        }
        if (!isWhole(checked)) return;
        List<String> names = checked.shaped().stream().map(model -> model.graph().name()).toList();
        for (String name : lock.models().keySet()) {
            if (names.contains(name)) continue;
            found.add(Diagnostic.error(Code.CNN8006, place(name, lockText), "the file has no model `" + name + "`")
                    .advice("`" + accept() + "` forgets it"));
        }
    }

    /** The line of a lock that a model begins on. */
    private static Span place(String model, SourceText lock) {
        for (int line = 1; line <= lock.line(lock.text().length()); line++) {
            if (lock.lineText(line).strip().equals(model + ":")) return lock.lineSpan(line);
        }
        return new Span(lock, 0, 0);
    }

    /** Whether all of the file's models have shapes: nothing but {@code expect} lines and assertions is wrong. */
    private static boolean isWhole(Checked checked) {
        return checked.diagnostics().stream()
                .filter(diagnostic -> diagnostic.severity() == Severity.ERROR)
                .allMatch(diagnostic -> diagnostic.code() == Code.CNN2009 || diagnostic.code().name().startsWith("CNN3"));
    }
}
