package org.cnnc.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A command that ran in this JVM. @param out what it wrote to stdout @param err what it wrote to stderr */
record CommandRun(int status, String out, String err) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** As in a pipe. */
    static CommandRun of(String... arguments) {
        return of(false, Map.of(), arguments);
    }

    static CommandRun of(boolean interactive, Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Cnnc.run(Terminal.of(out, err, interactive, environment), arguments);
        return new CommandRun(
                status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** stdout as a JSON object a line. */
    List<JsonNode> json() {
        return out.lines().map(CommandRun::parse).toList();
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
