package org.cnnc.compiler.lock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.SequencedMap;
import org.yaml.snakeyaml.DumperOptions;

/** A lock as YAML: blocks of one entry a line, each layer on a line of its own, so that differences are read by lines. */
public final class LockWriter {
    private static final YAMLMapper INLINE = inline();

    private final StringBuilder text = new StringBuilder();

    private LockWriter() {}

    /** @param file name of the file that is locked, without its folder */
    public static String write(Lock lock, String file) {
        LockWriter writer = new LockWriter();
        writer.text.append("# What ").append(file.replaceAll("\\p{Cntrl}", "?"))
                .append(" comes to. `cnnc lock` writes this file, `cnnc check --locked` compares.\n");
        writer.text.append("format: ").append(Lock.FORMAT).append('\n');
        SequencedMap<String, String> set = lock.set().texts();
        if (!set.isEmpty()) writer.line("", "set", strings(set));
        writer.text.append("models:\n");
        lock.models().forEach(writer::model);
        return writer.text.toString();
    }

    private void model(String name, LockedModel model) {
        text.append("  ").append(name).append(":\n");
        if (!model.parameters().isEmpty()) line("    ", "parameters", strings(model.parameters()));
        line("    ", "inputs", strings(model.inputs()));
        line("    ", "outputs", strings(model.outputs()));
        text.append("    totals:\n");
        if (!model.totals().receptiveField().isEmpty()) {
            text.append("      ").append(LockedTotals.RECEPTIVE_FIELD).append(": ").append(model.totals().receptiveField()).append('\n');
        }
        model.totals().values().forEach((total, value) ->
                text.append("      ").append(total).append(": ").append(value).append('\n'));
        text.append("    layers:\n");
        List<String> before = model.inputs().isEmpty() ? List.of() : List.of(model.inputs().firstEntry().getKey());
        for (LockedLayer layer : model.layers()) {
            text.append("      - ").append(inline(tree(layer, before))).append('\n');
            before = List.of(layer.name());
        }
    }

    /** What is usual is left out: no parameters, no work, the input that is the layer above. */
    private static ObjectNode tree(LockedLayer layer, List<String> above) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("name", layer.name());
        tree.put("op", layer.op());
        if (!layer.arguments().isEmpty()) tree.set("args", strings(layer.arguments()));
        if (!layer.inputs().equals(above)) layer.inputs().forEach(tree.withArray("from")::add);
        tree.put("output", layer.output());
        if (layer.parameters() > 0) tree.put("parameters", layer.parameters());
        if (layer.macs() > 0) tree.put("macs", layer.macs());
        if (!layer.init().isEmpty()) tree.put("init", layer.init());
        if (!layer.deviation().isEmpty()) tree.put("std", layer.deviation());
        return tree;
    }

    private static ObjectNode strings(SequencedMap<String, String> map) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        map.forEach((key, value) -> {
            if (value.equals("true") || value.equals("false")) tree.put(key, Boolean.parseBoolean(value));
            else tree.put(key, value);
        });
        return tree;
    }

    private void line(String indent, String key, ObjectNode value) {
        text.append(indent).append(key).append(": ").append(inline(value)).append('\n');
    }

    /** {@code {name: C1, op: conv}}, on one line. */
    private static String inline(ObjectNode tree) {
        try {
            return INLINE.writeValueAsString(tree).strip();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain nodes has no YAML", e);
        }
    }

    private static YAMLMapper inline() {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.FLOW);
        options.setSplitLines(false);
        options.setWidth(Integer.MAX_VALUE);
        options.setLineBreak(DumperOptions.LineBreak.UNIX);
        YAMLFactory factory = YAMLFactory.builder()
                .dumperOptions(options)
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .build();
        return new YAMLMapper(factory);
    }
}
