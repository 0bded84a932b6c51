package org.cnnc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The part of SARIF 2.1.0's schema that is about what is written here: for each kind of object the properties that
 * it may have, with their types, and those that it must have. No object may have others, as in the schema.
 */
final class SarifSchema {
    /** @param required names of the properties that must be there @param types of all properties */
    private record Kind(List<String> required, Map<String, String> types) {}

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("sarifLog", new Kind(List.of("version", "runs"),
                    Map.of("$schema", "uri", "version", "=2.1.0", "runs", "[run]"))),
            Map.entry("run", new Kind(List.of("tool"), Map.of(
                    "tool", "tool", "invocations", "[invocation]", "originalUriBaseIds", "{artifactLocation}",
                    "columnKind", "=utf16CodeUnits|unicodeCodePoints", "results", "[result]"))),
            Map.entry("tool", new Kind(List.of("driver"), Map.of("driver", "toolComponent"))),
            Map.entry("toolComponent", new Kind(List.of("name"),
                    Map.of("name", "string", "version", "string", "rules", "{}reportingDescriptor"))),
            Map.entry("reportingDescriptor", new Kind(List.of("id"), Map.of(
                    "id", "string", "shortDescription", "multiformatMessageString",
                    "fullDescription", "multiformatMessageString", "help", "multiformatMessageString"))),
            Map.entry("multiformatMessageString", new Kind(List.of("text"), Map.of("text", "string", "markdown", "string"))),
            Map.entry("invocation", new Kind(List.of("executionSuccessful"), Map.of("executionSuccessful", "boolean"))),
            Map.entry("result", new Kind(List.of("message"), Map.of(
                    "ruleId", "string", "ruleIndex", "index", "level", "=none|note|warning|error", "message", "message",
                    "locations", "[location]", "relatedLocations", "{}location", "fixes", "{}fix"))),
            Map.entry("message", new Kind(List.of("text"), Map.of("text", "string"))),
            Map.entry("location", new Kind(List.of(),
                    Map.of("id", "index", "physicalLocation", "physicalLocation", "message", "message"))),
            Map.entry("physicalLocation", new Kind(List.of("artifactLocation"),
                    Map.of("artifactLocation", "artifactLocation", "region", "region"))),
            Map.entry("artifactLocation", new Kind(List.of(),
                    Map.of("uri", "uri", "uriBaseId", "string", "description", "message"))),
            Map.entry("region", new Kind(List.of("startLine"), Map.of(
                    "startLine", "positive", "startColumn", "positive", "endLine", "positive", "endColumn", "positive"))),
            Map.entry("fix", new Kind(List.of("artifactChanges"),
                    Map.of("description", "message", "artifactChanges", "+artifactChange"))),
            Map.entry("artifactChange", new Kind(List.of("artifactLocation", "replacements"),
                    Map.of("artifactLocation", "artifactLocation", "replacements", "+replacement"))),
            Map.entry("replacement", new Kind(List.of("deletedRegion"),
                    Map.of("deletedRegion", "region", "insertedContent", "artifactContent"))),
            Map.entry("artifactContent", new Kind(List.of(), Map.of("text", "string"))));

    private SarifSchema() {}

    /** Fails where a log is not as the schema, and the text of the specification beyond it, demand. */
    static void check(JsonNode log) {
        value("", log, "sarifLog");
        for (JsonNode run : log.get("runs")) {
            JsonNode rules = run.at("/tool/driver/rules");
            Set<String> ids = new HashSet<>(rules.findValuesAsText("id"));
            assertThat(ids).as("ids of rules").hasSize(rules.size());
            for (JsonNode result : run.get("results")) {
                assertThat(rules.get(result.get("ruleIndex").asInt()).get("id")).isEqualTo(result.get("ruleId"));
            }
            for (JsonNode base : run.findValues("uriBaseId")) {
                assertThat(run.get("originalUriBaseIds").has(base.asText())).as(base.asText()).isTrue();
            }
        }
    }

    private static void value(String path, JsonNode value, String type) {
        switch (type.charAt(0)) {
            case '=' -> assertThat(type.substring(1).split("\\|")).as(path).contains(value.asText());
            case '[' -> array(path, value, type.substring(1, type.length() - 1), 0, false);
            case '+' -> array(path, value, type.substring(1), 1, true);
            case '{' -> {
                if (type.startsWith("{}")) array(path, value, type.substring(2), 0, true);
                else value.properties().forEach(member -> value(path + "/" + member.getKey(), member.getValue(), "artifactLocation"));
            }
            default -> single(path, value, type);
        }
    }

    private static void array(String path, JsonNode array, String type, int least, boolean unique) {
        assertThat(array.isArray()).as(path).isTrue();
        assertThat(array.size()).as(path).isGreaterThanOrEqualTo(least);
        Set<JsonNode> different = new HashSet<>();
        for (int i = 0; i < array.size(); i++) {
            value(path + "/" + i, array.get(i), type);
            different.add(array.get(i));
        }
        if (unique) assertThat(different).as(path).hasSize(array.size());
    }

    private static void single(String path, JsonNode value, String type) {
        switch (type) {
            case "string" -> assertThat(value.isTextual()).as(path).isTrue();
            case "boolean" -> assertThat(value.isBoolean()).as(path).isTrue();
            case "index" -> assertThat(value.isInt() && value.asInt() >= -1).as(path).isTrue();
            case "positive" -> assertThat(value.isInt() && value.asInt() >= 1).as(path).isTrue();
            case "uri" -> assertThat(URI.create(value.asText()).toString()).as(path).isNotEmpty();
            default -> object(path, value, KINDS.get(type));
        }
    }

    private static void object(String path, JsonNode value, Kind kind) {
        assertThat(value.isObject()).as(path).isTrue();
        for (String name : kind.required()) assertThat(value.has(name)).as(path + "/" + name).isTrue();
        value.properties().forEach(member -> {
            assertThat(kind.types()).as(path).containsKey(member.getKey());
            value(path + "/" + member.getKey(), member.getValue(), kind.types().get(member.getKey()));
        });
    }
}
