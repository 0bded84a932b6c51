package org.cnnc.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.stream.IntStream;

/** JSON objects, written one a line. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** {@code [1,32,32]}. */
    static JsonNode extents(int[] extents) {
        return IntStream.of(extents).collect(
                JsonNodeFactory.instance::arrayNode, (array, extent) -> array.add(extent), (a, b) -> a.addAll(b));
    }

    /** Leaves the member out where JSON has no such number; what was computed as a float has its text, as in a run's lines. */
    static void put(ObjectNode node, String name, double value) {
        if (!Double.isFinite(value)) return;
        float narrow = (float) value;
        if (narrow == value) node.put(name, narrow);
        else node.put(name, value);
    }

    static void print(JsonNode node, PrintWriter out) {
        out.println(text(node));
    }

    /** On one line, without its end. */
    static String text(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain nodes has no JSON", e);
        }
    }
}
