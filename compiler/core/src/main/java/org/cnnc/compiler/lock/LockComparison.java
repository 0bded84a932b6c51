package org.cnnc.compiler.lock;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Holds a model against its lock. */
public final class LockComparison {
    private final List<Alignment.Pair> pairs;
    private final Map<String, String> nowNamed = new HashMap<>();
    private final Map<String, LockedLayer> gone = new HashMap<>();
    private final Map<String, LockedLayer> added = new HashMap<>();

    /** By name now: the layer whose difference reaches it; empty if none does. */
    private final Map<String, String> causes = new HashMap<>();

    private LockComparison(List<Alignment.Pair> pairs) {
        this.pairs = pairs;
        for (Alignment.Pair pair : pairs) {
            if (pair.is().isEmpty()) gone.put(pair.was().orElseThrow().name(), pair.was().orElseThrow());
            else if (pair.was().isEmpty()) added.put(pair.is().orElseThrow().name(), pair.is().orElseThrow());
            else nowNamed.put(pair.was().orElseThrow().name(), pair.is().orElseThrow().name());
        }
    }

    /** @param name the model's name */
    public static ModelDifference compare(String name, LockedModel was, LockedModel is) {
        List<Change> interfaces = new ArrayList<>();
        interfaces.addAll(prefixed("parameter ", Change.between(was.parameters(), is.parameters())));
        interfaces.addAll(prefixed("input ", Change.between(was.inputs(), is.inputs())));
        interfaces.addAll(prefixed("output ", Change.between(was.outputs(), is.outputs())));
        List<LayerDifference> layers = new LockComparison(Alignment.of(was.layers(), is.layers())).layers();
        return new ModelDifference(name, List.copyOf(interfaces), layers, totals(was.totals(), is.totals()));
    }

    private static List<Change> prefixed(String prefix, List<Change> changes) {
        return changes.stream()
                .map(change -> new Change(
                        change.what().equals(prefix.strip()) ? change.what() : prefix + change.what(), change.was(), change.is()))
                .toList();
    }

    /** Sums that the lock does not have, as one of an older version, are not compared. */
    private static List<Change> totals(LockedTotals was, LockedTotals is) {
        SequencedMap<String, String> known = texts(is.values());
        known.keySet().retainAll(was.values().keySet());
        List<Change> changes = new ArrayList<>(Change.between(texts(was.values()), known));
        Change.add(changes, LockedTotals.RECEPTIVE_FIELD, was.receptiveField(), is.receptiveField());
        return List.copyOf(changes);
    }

    private static SequencedMap<String, String> texts(SequencedMap<String, Long> values) {
        SequencedMap<String, String> texts = new LinkedHashMap<>();
        values.forEach((name, value) -> texts.put(name, Long.toString(value)));
        return texts;
    }

    private List<LayerDifference> layers() {
        List<LayerDifference> differences = new ArrayList<>();
        String above = "";
        for (Alignment.Pair pair : pairs) {
            if (pair.is().isEmpty()) {
                differences.add(new LayerDifference.Removed(pair.was().orElseThrow(), above));
                continue;
            }
            LockedLayer is = pair.is().get();
            above = is.name();
            Optional<LayerDifference> difference = pair.was().isEmpty()
                    ? Optional.of(new LayerDifference.Added(is)) : paired(pair.was().get(), is);
            difference.ifPresent(differences::add);
            causes.put(is.name(), difference.map(LockComparison::cause).orElse(""));
        }
        return List.copyOf(differences);
    }

    /** What a layer that reads this one may follow from. */
    private static String cause(LayerDifference difference) {
        return difference instanceof LayerDifference.Follows follows ? follows.cause() : difference.name();
    }

    private Optional<LayerDifference> paired(LockedLayer was, LockedLayer is) {
        List<Change> definition = definition(was, is);
        List<Change> results = results(was, is);
        if (!definition.isEmpty()) return Optional.of(new LayerDifference.Changed(was, is, definition, results));
        if (!was.name().equals(is.name())) return Optional.of(new LayerDifference.Renamed(was, is, results));
        if (results.isEmpty()) return Optional.empty();
        return Optional.of(new LayerDifference.Follows(was, is, results, cause(was, is)));
    }

    private List<Change> definition(LockedLayer was, LockedLayer is) {
        List<Change> changes = new ArrayList<>();
        Change.add(changes, "op", was.op(), is.op());
        changes.addAll(Change.between(was.arguments(), is.arguments()));
        Change.add(changes, "init", was.init(), is.init());
        if (!stillThere(was.inputs()).equals(thereBefore(is.inputs()))) {
            Change.add(changes, "from", String.join(", ", was.inputs()), String.join(", ", is.inputs()));
        }
        return List.copyOf(changes);
    }

    private static List<Change> results(LockedLayer was, LockedLayer is) {
        List<Change> changes = new ArrayList<>();
        Change.add(changes, "output", was.output(), is.output());
        Change.add(changes, "parameters", Long.toString(was.parameters()), Long.toString(is.parameters()));
        Change.add(changes, "macs", Long.toString(was.macs()), Long.toString(is.macs()));
        Change.add(changes, "std", was.deviation(), is.deviation());
        return List.copyOf(changes);
    }

    /** Where a removed layer was read, what that layer read; under the names of now. */
    private List<String> stillThere(List<String> inputs) {
        return inputs.stream().map(input -> {
            String name = through(input, gone);
            return nowNamed.getOrDefault(name, name);
        }).toList();
    }

    /** Where an added layer is read, what that layer reads. */
    private List<String> thereBefore(List<String> inputs) {
        return inputs.stream().map(input -> through(input, added)).toList();
    }

    private static String through(String name, Map<String, LockedLayer> layers) {
        Set<String> passed = new HashSet<>();
        String at = name;
        while (layers.containsKey(at) && !layers.get(at).inputs().isEmpty() && passed.add(at)) at = layers.get(at).inputs().getFirst();
        return at;
    }

    private String cause(LockedLayer was, LockedLayer is) {
        for (String input : is.inputs()) {
            if (!causes.getOrDefault(input, "").isEmpty()) return causes.get(input);
        }
        for (String input : was.inputs()) {
            if (gone.containsKey(input)) return input;
        }
        return "";
    }
}
