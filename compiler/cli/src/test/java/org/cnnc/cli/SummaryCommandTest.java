package org.cnnc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** LeNet-5's numbers are those of LeCun et al., 1998, with all of C3's connections, counted by hand. */
class SummaryCommandTest {
    private static final String LENET = "../../models/lenet5.cnn";

    @Test
    void jsonHasTheContractsKeys() {
        CommandRun run = CommandRun.of("summary", LENET, "--format", "json");
        assertThat(run.status()).isZero();
        JsonNode json = run.json().getFirst();
        assertThat(json.get("model").asText()).isEqualTo("LeNet5");
        assertThat(json.get("inputs").get("image").toString()).isEqualTo("[1,32,32]");
        assertThat(json.get("outputs").get("output").toString()).isEqualTo("[10]");
        assertThat(json.get("parameters").asLong()).isEqualTo(61_706);
        assertThat(json.get("trainable").asLong()).isEqualTo(61_706);
        assertThat(json.get("macs").asLong()).isEqualTo(416_520);
        assertThat(json.get("weights_bytes").asLong()).isEqualTo(246_824);
        assertThat(json.get("activation_bytes").asLong()).isPositive();
        assertThat(json.get("memory").get("infer").asLong()).isGreaterThan(246_824);
        assertThat(json.get("memory").get("train").asLong()).isGreaterThan(json.get("memory").get("infer").asLong());
        assertThat(json.get("receptive_field").toString()).isEqualTo("[32,32]");
        JsonNode first = json.get("layers").get(0);
        assertThat(first.get("name").asText()).isEqualTo("C1");
        assertThat(first.get("op").asText()).isEqualTo("conv");
        assertThat(first.get("inputs").toString()).isEqualTo("[\"image\"]");
        assertThat(first.get("output").toString()).isEqualTo("[6,28,28]");
        assertThat(first.get("parameters").asLong()).isEqualTo(156);
        assertThat(first.get("macs").asLong()).isEqualTo(117_600);
        assertThat(first.get("receptive_field").toString()).isEqualTo("[5,5]");
        assertThat(first.get("init").asText()).isEqualTo("he_normal");
        assertThat(first.get("line").asInt()).isEqualTo(5);
    }

    @Test
    void layersAddUpToTheTotals() {
        JsonNode json = CommandRun.of("summary", "../../models/vgg16.cnn", "--format", "json").json().getFirst();
        // Simonyan and Zisserman, 2015, table 2: 138 million parameters in configuration D.
        assertThat(json.get("parameters").asLong()).isEqualTo(138_357_544);
        List<JsonNode> layers = StreamSupport.stream(json.get("layers").spliterator(), false).toList();
        assertThat(layers.stream().mapToLong(layer -> layer.get("parameters").asLong()).sum()).isEqualTo(138_357_544);
        assertThat(layers.stream().mapToLong(layer -> layer.get("macs").asLong()).sum())
                .isEqualTo(json.get("macs").asLong())
                .isEqualTo(15_470_264_320L);
    }

    @Test
    void tableFitsTheTerminal() {
        assertThat(CommandRun.of("summary", LENET).out()).contains("61,706", "416,520", "he_normal, std 0.2828").isASCII();
        for (int columns : new int[] {120, 80, 60, 30}) {
            CommandRun run = CommandRun.of(true, Map.of("COLUMNS", String.valueOf(columns)), "summary", LENET);
            assertThat(run.out().lines()).as(columns + " columns").allMatch(line -> line.length() <= columns);
            assertThat(run.out()).contains("C1", "softmax1");
        }
    }

    @Test
    void memoryHasItsParts() {
        JsonNode memory = CommandRun.of("summary", LENET, "--format", "json").json().getFirst().get("memory");
        for (String run : List.of("infer", "train")) {
            long sum = StreamSupport.stream(memory.get(run + "_parts").spliterator(), false).mapToLong(JsonNode::asLong).sum();
            assertThat(sum).isEqualTo(memory.get(run).asLong());
        }
    }

    @Test
    void depthAddsRowsToJsonAndLeavesTheLayers() {
        JsonNode all = CommandRun.of("summary", "../../models/vgg16.cnn", "--format", "json").json().getFirst();
        JsonNode json = CommandRun.of("summary", "../../models/vgg16.cnn", "--format", "json", "--depth", "1").json().getFirst();
        assertThat(json.get("layers")).isEqualTo(all.get("layers"));
        assertThat(all.has("rows")).isFalse();
        assertThat(StreamSupport.stream(json.get("rows").spliterator(), false).mapToLong(row -> row.get("parameters").asLong()).sum())
                .isEqualTo(138_357_544);
        assertThat(json.get("rows").size()).isLessThan(json.get("layers").size());
    }

    @Test
    void everyFormatGoesToAFile(@TempDir Path folder) throws IOException {
        for (String format : List.of("text", "json", "markdown", "html", "svg")) {
            Path file = folder.resolve("new/" + format);
            CommandRun run = CommandRun.of("summary", LENET, "--format", format, "-o", file.toString());
            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("wrote " + file);
            assertThat(Files.readString(file)).isEqualTo(CommandRun.of("summary", LENET, "--format", format).out()).contains("C1");
        }
        try (Stream<Path> files = Files.list(folder.resolve("new"))) {
            assertThat(files).hasSize(5);
        }
    }
}
