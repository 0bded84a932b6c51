package org.cnnc.cli.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cnnc.runtime.AtomicFile;

/**
 * {@code sweep.jsonl}: a JSON object a trial that has ended, in the order of their numbers. The file is replaced by one
 * with a further line, so that it is whole at any moment.
 */
public final class SweepLog {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String NUMBER = "-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?";
    private static final String TRIAL = "trial";
    private static final String VALUES = "parameters";
    private static final String STATUS = "status";
    private static final String DONE = "done";
    private static final String MESSAGE = "message";

    private final Path file;
    private final List<TrialResult> results = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    private final List<Trial> trials;

    private SweepLog(Path file, List<Trial> trials) {
        this.file = file;
        this.trials = List.copyOf(trials);
    }

    /**
     * The log of a sweep's folder; without lines where there is none yet.
     *
     * @param trials all of the sweep, in order
     */
    public static SweepLog in(Path folder, List<Trial> trials) throws IOException {
        SweepLog log = new SweepLog(folder.resolve("sweep.jsonl"), trials);
        if (!Files.exists(log.file)) return log;
        for (String line : Files.readAllLines(log.file)) log.take(log.parse(line), line);
        return log;
    }

    public Path file() {
        return file;
    }

    /** In the order of the log. */
    public List<TrialResult> results() {
        return List.copyOf(results);
    }

    public void append(TrialResult result) throws IOException {
        take(result, MAPPER.writeValueAsString(json(result)));
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
        AtomicFile.write(file, channel -> {
            while (bytes.hasRemaining()) channel.write(bytes);
        });
    }

    private void take(TrialResult result, String line) {
        results.add(result);
        text.append(line).append('\n');
    }

    /** As the log has it. */
    public static ObjectNode json(TrialResult result) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put(TRIAL, result.trial());
        ObjectNode values = node.putObject(VALUES);
        result.values().forEach((path, value) -> put(values, path, value));
        switch (result) {
            case TrialResult.Trained trained -> {
                node.put(STATUS, DONE);
                if (trained.epoch() > 0) node.put("best_epoch", trained.epoch());
                put(node, "val_accuracy", trained.accuracy());
                put(node, "val_loss", trained.loss());
                put(node, "test_accuracy", trained.testAccuracy());
                put(node, "test_loss", trained.testLoss());
                node.put("seconds", trained.seconds());
            }
            case TrialResult.Failed failed -> node.put(STATUS, failed.how()).put(MESSAGE, failed.why());
        }
        return node;
    }

    private static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) node.put(name, value);
    }

    /** A number where it is written as JSON writes one, so that programs need not convert it. */
    private static void put(ObjectNode values, String path, String value) {
        try {
            if (value.matches(NUMBER)) values.set(path, MAPPER.readTree(value));
            else values.put(path, value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a number without JSON: " + value, e);
        }
    }

    private TrialResult parse(String line) throws IOException {
        try {
            JsonNode node = MAPPER.readTree(line);
            int trial = node.required(TRIAL).intValue();
            // As the trial writes them: JSON has other texts for the same numbers.
            Map<String, String> values = trial < 1 || trial > trials.size() ? Map.of() : trials.get(trial - 1).values();
            String status = node.required(STATUS).asText();
            if (!status.equals(DONE)) return new TrialResult.Failed(trial, values, status, node.path(MESSAGE).asText());
            return new TrialResult.Trained(
                    trial, values, node.path("best_epoch").asInt(), number(node, "val_accuracy"),
                    number(node, "val_loss"), number(node, "test_accuracy"), number(node, "test_loss"),
                    number(node, "seconds"));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IOException(file + ": line " + (results.size() + 1) + " is not one of a sweep's log; take it out, and"
                    + " the sweep goes on without that trial", e);
        }
    }

    private static double number(JsonNode node, String name) {
        return node.has(name) ? node.get(name).asDouble() : Double.NaN;
    }
}
