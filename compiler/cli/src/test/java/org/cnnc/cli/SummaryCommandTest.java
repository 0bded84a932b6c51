package org.cnnc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

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
    void tableFitsATerminal() {
        CommandRun run = CommandRun.of("summary", LENET);
        assertThat(run.out()).contains("61,706 parameters", "416,520 multiply-adds", "he_normal, std 0.2828");
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
        assertThat(run.out().chars()).allMatch(c -> c < 128);
    }

    @Test
    void markdownIsATable() {
        List<String> rows = CommandRun.of("summary", LENET, "--format", "markdown").out().lines()
                .filter(line -> line.startsWith("|"))
                .toList();
        assertThat(rows).hasSizeGreaterThan(10);
        assertThat(rows).allMatch(row -> row.chars().filter(c -> c == '|').count() == 8);
    }
}
