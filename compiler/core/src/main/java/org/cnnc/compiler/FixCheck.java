package org.cnnc.compiler;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Edit;
import org.cnnc.compiler.diagnostics.Fix;
import org.cnnc.compiler.diagnostics.Severity;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.source.SourceText;
import org.cnnc.compiler.source.Sources;

/**
 * Keeps those fixes of a check's diagnostics that mend what they are of, and finds that out by carrying each out
 * and checking again. A fix mends when its diagnostic is gone and no other error has come. Where several errors
 * have fixes they are first carried out together, for what one error hides must not count against another's fix.
 */
final class FixCheck {
    /** Checks per run; later errors of a file so broken are shown without help. */
    private static final int MAX_TRIALS = 24;

    /** Characters and layers, weighted, that all trials of a run may go through. */
    private static final long MAX_WORK = 4_000_000;

    private static final int WORK_PER_LAYER = 50;
    private static final int WORK_PER_SCHEDULED_LAYER = 20_000;

    /** One check of everything, fixes unverified. */
    @FunctionalInterface
    interface Check {
        Attempt run(SourceText main, Sources sources, Overrides overrides);
    }

    /** What a check gave, and the number of layers that it went through. */
    record Attempt(Checked checked, int layers) {}

    /** What makes a diagnostic the same one before and after an edit. */
    private record Key(Code code, String source, int start) {}

    private final Check check;
    private final SourceText main;
    private final Overrides overrides;
    private final List<Diagnostic> found;
    private int trials;

    private FixCheck(Check check, SourceText main, Overrides overrides, Attempt first) {
        this.check = check;
        this.main = main;
        this.overrides = overrides;
        this.found = first.checked().diagnostics();
        this.trials = trials(main, first);
    }

    /** The check's result with verified fixes only. */
    static Checked verified(Check check, SourceText main, Overrides overrides) {
        Attempt first = check.run(main, Sources.disk(), overrides);
        Checked checked = first.checked();
        if (checked.diagnostics().stream().allMatch(diagnostic -> diagnostic.fixes().isEmpty())) return checked;
        return new Checked(checked.models(), checked.shaped(), new FixCheck(check, main, overrides, first).verified());
    }

    private static int trials(SourceText main, Attempt first) {
        boolean tooLarge = first.checked().diagnostics().stream()
                .anyMatch(d -> d.code() == Code.CNN1010 || d.code() == Code.CNN2021 || d.code() == Code.CNN2022);
        if (tooLarge) return 0;
        // A claim on memory has the model scheduled.
        long perLayer = main.text().contains("memory.") ? WORK_PER_SCHEDULED_LAYER : WORK_PER_LAYER;
        return (int) Math.min(MAX_TRIALS, MAX_WORK / (main.text().length() + perLayer * first.layers() + 1));
    }

    private List<Diagnostic> verified() {
        Map<Diagnostic, Fix> first = new LinkedHashMap<>();
        for (Diagnostic diagnostic : found) {
            if (diagnostic.severity() == Severity.ERROR && !diagnostic.fixes().isEmpty()) first.put(diagnostic, diagnostic.fixes().getFirst());
        }
        boolean together = first.size() > 1 && mends(first.keySet(), first.values());
        List<Diagnostic> verified = new ArrayList<>();
        for (Diagnostic diagnostic : found) {
            List<Fix> kept = new ArrayList<>();
            List<String> notes = new ArrayList<>();
            for (Fix fix : diagnostic.fixes()) {
                boolean known = together && first.get(diagnostic) == fix;
                if (known || mends(Set.of(diagnostic), List.of(fix)) || together && mendsWithTheOthers(diagnostic, fix, first)) kept.add(fix);
                else if (!fix.otherwise().isEmpty()) notes.add(fix.otherwise());
            }
            verified.add(diagnostic.withFixes(kept).notes(notes));
        }
        return List.copyOf(verified);
    }

    private boolean mendsWithTheOthers(Diagnostic diagnostic, Fix fix, Map<Diagnostic, Fix> first) {
        if (!first.containsKey(diagnostic)) return false;
        Map<Diagnostic, Fix> changed = new LinkedHashMap<>(first);
        changed.put(diagnostic, fix);
        return mends(changed.keySet(), changed.values());
    }

    /** Whether the diagnostics are gone when the fixes are carried out, and no new one has come. */
    private boolean mends(Collection<Diagnostic> mended, Collection<Fix> fixes) {
        if (trials == 0) return false;
        trials--;
        List<Edit> edits = fixes.stream().flatMap(fix -> fix.edits().stream()).toList();
        Optional<List<Diagnostic>> after = trial(edits);
        if (after.isEmpty()) return false;
        boolean warning = mended.stream().allMatch(diagnostic -> diagnostic.severity() == Severity.WARNING);
        Set<Key> allowed = new HashSet<>();
        for (Diagnostic diagnostic : found) {
            if (!mended.contains(diagnostic)) allowed.add(key(diagnostic, edits));
        }
        return after.get().stream()
                .filter(diagnostic -> warning || diagnostic.severity() == Severity.ERROR)
                .allMatch(diagnostic -> allowed.contains(key(diagnostic, List.of())));
    }

    private static Key key(Diagnostic diagnostic, List<Edit> edits) {
        SourceText source = diagnostic.span().source();
        return new Key(diagnostic.code(), source.name(), Edit.moved(source, diagnostic.span().start(), edits));
    }

    /** What a check says after the edits; empty where an edit is of a text that cannot be changed here. */
    private Optional<List<Diagnostic>> trial(List<Edit> edits) {
        Map<String, SourceText> replaced = new HashMap<>();
        SourceText text = main;
        Overrides set = overrides;
        for (SourceText source : edits.stream().map(edit -> edit.span().source()).distinct().toList()) {
            SourceText changed = new SourceText(source.name(), Edit.apply(source, edits));
            if (source == main) text = changed;
            else if (overrides.settings().stream().anyMatch(setting -> setting.key().source() == source)) {
                Optional<Overrides> other = set.mended(source, changed.text());
                if (other.isEmpty()) return Optional.empty();
                set = other.get();
            } else replaced.put(source.name(), changed);
        }
        return Optional.of(check.run(text, new Sources(replaced), set).checked().diagnostics());
    }
}
