package org.cnnc.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cnnc.compiler.graph.Overrides;
import picocli.CommandLine.Option;

/** Which model of a file, and what is set from outside. */
final class ModelOptions {
    @Option(names = "--model", paramLabel = "NAME", description = "The model, where a file has several.")
    private String model;

    @Option(
            names = "--params",
            paramLabel = "FILE.yaml",
            description = "Values for --set as a YAML tree: {classes: 100, train: {optimizer: {lr: 0.01}}}.")
    private Path params;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Sets a parameter of the model (classes=100) or a setting of its train section"
                    + " (train.optimizer.lr=0.01); may be given many times, and counts more than --params.")
    private List<String> set = List.of();

    /** The model's name, if one was given. */
    Optional<String> model() {
        return Optional.ofNullable(model);
    }

    /** What {@code --params} and {@code --set} say, by path. */
    Map<String, String> values() throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        if (params != null) flatten("", tree(params), values);
        for (String setting : set) {
            int equals = setting.indexOf('=');
            if (equals < 1 || equals == setting.length() - 1) {
                throw Failure.usage("--set " + setting + ": expected PATH=VALUE, such as classes=100");
            }
            values.put(setting.substring(0, equals).strip(), setting.substring(equals + 1).strip());
        }
        return values;
    }

    Overrides overrides() throws IOException {
        return Overrides.of(values());
    }

    private static JsonNode tree(Path file) throws IOException {
        if (!Files.isRegularFile(file)) throw Failure.usage("--params " + file + ": there is no such file");
        try {
            return new YAMLMapper().readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw Failure.input(file + ": not YAML: " + e.getOriginalMessage()
                    + (e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")"));
        }
    }

    private void flatten(String path, JsonNode node, Map<String, String> values) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                flatten(path.isEmpty() ? member.getKey() : path + "." + member.getKey(), member.getValue(), values);
            }
        } else if (node.isValueNode() && !node.isNull() && !path.isEmpty()) {
            values.put(path, node.asText());
        } else if (!node.isMissingNode() && !(node.isNull() && path.isEmpty())) {
            throw Failure.input(params + ": " + (path.isEmpty() ? "the file" : path)
                    + ": expected a tree of names and single values, found " + node);
        }
    }
}
