package org.cnnc.compiler.lock;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.compiler.shape.LayerSummary;
import org.cnnc.compiler.source.Span;

/** The differences of a model as diagnostics, each at the layer's place; those of one statement are one. */
public final class LockDiagnostics {
    /** So many layers are named one by one. */
    private static final int NAMED = 6;

    private final CheckedModel model;
    private final ModelDifference difference;
    private final Map<String, LayerSummary> layers = new HashMap<>();
    private final SequencedMap<Span, List<LayerDifference>> changed = new LinkedHashMap<>();
    private final SequencedMap<Span, List<LayerDifference>> added = new LinkedHashMap<>();
    private final SequencedMap<Span, List<LayerDifference>> removed = new LinkedHashMap<>();
    private final SequencedMap<Span, List<LayerDifference>> renamed = new LinkedHashMap<>();

    private LockDiagnostics(CheckedModel model, ModelDifference difference) {
        this.model = model;
        this.difference = difference;
        for (LayerSummary layer : model.layers()) layers.put(layer.path(), layer);
    }

    /** @param accept the command that makes the lock anew */
    public static List<Diagnostic> of(CheckedModel model, ModelDifference difference, String accept) {
        return new LockDiagnostics(model, difference).all(accept);
    }

    private List<Diagnostic> all(String accept) {
        for (LayerDifference layer : difference.layers()) sort(layer);
        List<Diagnostic> all = new ArrayList<>();
        if (!difference.interfaces().isEmpty()) {
            List<String> said = difference.interfaces().stream().map(Change::text).toList();
            Diagnostic diagnostic = Diagnostic.error(Code.CNN8007, model.span(), "`" + difference.model() + "`: " + said.getFirst());
            all.add(behind(diagnostic.notes(said.subList(1, said.size())), ""));
        }
        changed.values().forEach(group -> all.add(together(group, changed(group.getFirst()))));
        added.values().forEach(group -> all.add(together(group, added((LayerDifference.Added) group.getFirst()))));
        removed.forEach((place, group) -> all.add(together(group, Diagnostic.error(Code.CNN8010, place,
                "`" + group.getFirst().name() + "`, which stood " + (place.equals(model.span()) ? "first" : "behind this") + ", is gone"))));
        renamed.values().forEach(group -> all.add(together(group, renamed((LayerDifference.Renamed) group.getFirst()))));
        if (!difference.totals().isEmpty()) all.add(totals());
        if (!all.isEmpty()) all.set(0, all.getFirst().advice("if all this is meant, `" + accept + "` accepts it"));
        return all;
    }

    private void sort(LayerDifference layer) {
        switch (layer) {
            case LayerDifference.Changed here -> put(changed, place(here.name()), here);
            case LayerDifference.Added here -> put(added, place(here.name()), here);
            case LayerDifference.Removed here -> put(removed, place(here.after()), here);
            case LayerDifference.Renamed here -> put(renamed, place(here.name()), here);
            case LayerDifference.Follows here -> {
                if (here.cause().isEmpty() && difference.interfaces().isEmpty()) put(changed, place(here.name()), here);
            }
        }
    }

    private static void put(Map<Span, List<LayerDifference>> groups, Span place, LayerDifference layer) {
        groups.computeIfAbsent(place, span -> new ArrayList<>()).add(layer);
    }

    private Span place(String layer) {
        return layer.isEmpty() ? model.span() : layers.get(layer).statement();
    }

    private Diagnostic changed(LayerDifference layer) {
        List<Change> definition = layer instanceof LayerDifference.Changed own ? own.definition() : List.of();
        List<Change> results = switch (layer) {
            case LayerDifference.Changed own -> own.results();
            case LayerDifference.Follows follows -> follows.results();
            case LayerDifference.Added added -> List.of();
            case LayerDifference.Removed removed -> List.of();
            case LayerDifference.Renamed renamed -> renamed.results();
        };
        String said = definition.isEmpty()
                ? text(results) : definition.stream().map(Change::text).collect(Collectors.joining("; "));
        Diagnostic diagnostic = error(Code.CNN8008, layer.name(), "`" + layer.name() + "`: " + said);
        return definition.isEmpty() || results.isEmpty() ? diagnostic : diagnostic.note(text(results));
    }

    private Diagnostic added(LayerDifference.Added layer) {
        return error(Code.CNN8009, layer.name(), "the lock has no `" + layer.name() + "`")
                .note(layer.is().definition() + " -> " + layer.is().output());
    }

    private Diagnostic renamed(LayerDifference.Renamed layer) {
        Diagnostic diagnostic = error(
                Code.CNN8011, layer.name(), "`" + layer.name() + "` is `" + layer.was().name() + "` in the lock");
        return layer.is().parameters() == 0 ? diagnostic
                : diagnostic.note("weight files that were written before have its tensors as `" + layer.was().name() + ".…`");
    }

    private Diagnostic error(Code code, String layer, String message) {
        Diagnostic diagnostic = Diagnostic.error(code, place(layer), message);
        Optional<Span> use = layers.get(layer).use();
        return use.isEmpty() ? diagnostic : diagnostic.related(use.get(), "in this use");
    }

    /** Says which other layers of the statement differ too, and which differ only because these do. */
    private Diagnostic together(List<LayerDifference> group, Diagnostic diagnostic) {
        Diagnostic all = diagnostic;
        if (group.size() > 1) {
            all = all.note("likewise " + names(group.stream().skip(1).map(LayerDifference::name).toList()));
        }
        for (LayerDifference layer : group) all = behind(all, layer.name());
        return all;
    }

    private Diagnostic behind(Diagnostic diagnostic, String cause) {
        List<String> names = difference.behind(cause);
        if (names.isEmpty()) return diagnostic;
        return diagnostic.note(names.size() + (names.size() == 1 ? " layer follows" : " layers follow")
                + (cause.isEmpty() ? ": " : " from `" + cause + "`: ") + names(names));
    }

    private Diagnostic totals() {
        List<String> said = difference.totals().stream().map(LockDiagnostics::text).toList();
        return Diagnostic.error(Code.CNN8012, model.span(), said.getFirst()).notes(said.subList(1, said.size()));
    }

    private static String text(List<Change> changes) {
        return changes.stream().map(LockDiagnostics::text).collect(Collectors.joining("; "));
    }

    private static String text(Change change) {
        String percent = change.percent();
        return change.text() + (percent.isEmpty() ? "" : " " + percent);
    }

    static String names(List<String> names) {
        if (names.size() <= NAMED) return String.join(", ", names);
        return String.join(", ", names.subList(0, NAMED)) + " and " + (names.size() - NAMED) + " more";
    }
}
