package org.cnnc.compiler.lock;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.graph.OutsideValue;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.source.SourceText;
import org.cnnc.compiler.source.Span;

/** Reads what {@link LockWriter} writes. What is wrong is a diagnostic at its line. */
public final class LockReader {
    /** Of a whole lock: file, models, model, layers, layer, arguments, value. */
    private static final int DEPTH = 8;

    private final SourceText source;
    private final Diagnostics diagnostics;

    private LockReader(SourceText source, Diagnostics diagnostics) {
        this.source = source;
        this.diagnostics = diagnostics;
    }

    /** @return empty when the lock cannot be compared with; a diagnostic says why */
    public static Optional<Lock> read(SourceText source, Diagnostics diagnostics) {
        LockReader reader = new LockReader(source, diagnostics);
        try {
            return reader.lock(LocatedYaml.parse(source.text(), DEPTH));
        } catch (LockException e) {
            diagnostics.add(Diagnostic.error(Code.CNN8002, reader.line(e.line()), e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<Lock> lock(LocatedYaml yaml) {
        LocatedYaml.Tree root = tree(yaml, "a lock");
        LocatedYaml format = required(root, "format");
        if (!scalar(format).equals(Integer.toString(Lock.FORMAT))) {
            diagnostics.add(Diagnostic.error(Code.CNN8003, line(format.line()),
                    "the format is " + scalar(format) + "; this version reads format " + Lock.FORMAT));
            return Optional.empty();
        }
        known(root, Set.of("format", "set", "models"));
        SequencedMap<String, LockedModel> models = new LinkedHashMap<>();
        tree(required(root, "models"), "models").members().forEach((name, model) -> models.put(name, model(model)));
        return Optional.of(new Lock(set(root), models));
    }

    /** The values from outside, whose places are their lines here. */
    private Overrides set(LocatedYaml.Tree root) {
        List<Overrides.Setting> settings = new ArrayList<>();
        strings(root, "set").forEach((path, text) -> {
            Span place = line(((LocatedYaml.Tree) root.members().get("set")).lines().get(path));
            settings.add(new Overrides.Setting(path, place, new OutsideValue.Single(text, place)));
        });
        return new Overrides(settings);
    }

    private LockedModel model(LocatedYaml yaml) {
        LocatedYaml.Tree tree = tree(yaml, "a model");
        known(tree, Set.of("parameters", "inputs", "outputs", "totals", "layers"));
        SequencedMap<String, String> inputs = strings(tree, "inputs");
        if (!(required(tree, "layers") instanceof LocatedYaml.Sequence sequence)) {
            throw new LockException(tree.line(), "expected a list of layers");
        }
        List<LockedLayer> layers = new ArrayList<>();
        Set<String> names = new HashSet<>();
        String above = inputs.isEmpty() ? "" : inputs.firstEntry().getKey();
        for (LocatedYaml element : sequence.elements()) {
            LockedLayer layer = layer(element, above);
            if (!names.add(layer.name())) throw new LockException(element.line(), "a second layer " + layer.name());
            layers.add(layer);
            above = layer.name();
        }
        return new LockedModel(
                strings(tree, "parameters"), inputs, strings(tree, "outputs"), totals(required(tree, "totals")), layers);
    }

    private LockedTotals totals(LocatedYaml yaml) {
        LocatedYaml.Tree tree = tree(yaml, "totals");
        known(tree, LockedTotals.KEYS);
        SequencedMap<String, Long> values = new LinkedHashMap<>();
        tree.members().forEach((name, value) -> {
            if (!name.equals(LockedTotals.RECEPTIVE_FIELD) && LockedTotals.KEYS.contains(name)) values.put(name, count(value));
        });
        return new LockedTotals(text(tree, LockedTotals.RECEPTIVE_FIELD), values);
    }

    private LockedLayer layer(LocatedYaml yaml, String above) {
        LocatedYaml.Tree tree = tree(yaml, "a layer");
        known(tree, Set.of("name", "op", "args", "from", "output", "parameters", "macs", "init", "std"));
        return new LockedLayer(
                scalar(required(tree, "name")), scalar(required(tree, "op")), strings(tree, "args"), inputs(tree, above),
                scalar(required(tree, "output")), count(tree, "parameters"), count(tree, "macs"), text(tree, "init"),
                text(tree, "std"));
    }

    private static List<String> inputs(LocatedYaml.Tree layer, String above) {
        return switch (layer.members().get("from")) {
            case null -> List.of(above);
            case LocatedYaml.Sequence sequence -> sequence.elements().stream().map(LockReader::scalar).toList();
            case LocatedYaml.Tree other -> throw new LockException(other.line(), "`from` is a list of names");
            case LocatedYaml.Scalar other -> throw new LockException(other.line(), "`from` is a list of names");
        };
    }

    /** Says which keys mean nothing here. */
    private void known(LocatedYaml.Tree tree, Set<String> keys) {
        tree.lines().forEach((key, line) -> {
            if (keys.contains(key)) return;
            diagnostics.add(Diagnostic.error(Code.CNN8004, line(line), "`" + key + "` means nothing here")
                    .note("here may stand " + String.join(", ", keys.stream().sorted().toList())));
        });
    }

    private static LocatedYaml required(LocatedYaml.Tree tree, String key) {
        LocatedYaml value = tree.members().get(key);
        if (value == null) throw new LockException(tree.line(), "`" + key + "` is missing");
        return value;
    }

    private static LocatedYaml.Tree tree(LocatedYaml yaml, String what) {
        if (yaml instanceof LocatedYaml.Tree tree) return tree;
        throw new LockException(yaml.line(), "expected " + what + ", which is a tree of keys and values");
    }

    private static SequencedMap<String, String> strings(LocatedYaml.Tree tree, String key) {
        SequencedMap<String, String> strings = new LinkedHashMap<>();
        LocatedYaml value = tree.members().get(key);
        if (value != null) tree(value, key).members().forEach((name, text) -> strings.put(name, scalar(text)));
        return strings;
    }

    private static String text(LocatedYaml.Tree tree, String key) {
        LocatedYaml value = tree.members().get(key);
        return value == null ? "" : scalar(value);
    }

    private static long count(LocatedYaml.Tree tree, String key) {
        LocatedYaml value = tree.members().get(key);
        return value == null ? 0 : count(value);
    }

    private static long count(LocatedYaml value) {
        String text = scalar(value);
        if (text.matches("[0-9]{1,18}")) return Long.parseLong(text);
        throw new LockException(value.line(), "expected a count, found `" + text + "`");
    }

    private static String scalar(LocatedYaml yaml) {
        if (yaml instanceof LocatedYaml.Scalar scalar) return scalar.text();
        throw new LockException(yaml.line(), "expected one value");
    }

    private Span line(int line) {
        return source.lineSpan(Math.min(line, source.line(source.text().length())));
    }
}
