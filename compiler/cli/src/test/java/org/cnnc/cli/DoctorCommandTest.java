package org.cnnc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.cnnc.runtime.VectorChoice;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {
    @Test
    void tellsWhatThisJvmIs() {
        CommandRun run = CommandRun.of("doctor", "--format", "json");
        assertThat(run.status()).isZero();
        JsonNode json = run.json().getFirst();
        assertThat(json.get("ok").asBoolean()).isTrue();
        assertThat(json.get("findings").findValuesAsText("subject"))
                .contains("JDK", "Vector API", "kernels", "FMA", "processors", "heap", "MNIST", "CPU caches");
        List<String> values = json.get("findings").findValuesAsText("value");
        assertThat(values).anyMatch(value -> value.contains(Runtime.version().toString()));
        assertThat(values).contains(VectorChoice.current().describe());
    }

    @Test
    void whateverIsNotOkHasARemedy() {
        for (JsonNode finding : CommandRun.of("doctor", "--format", "json").json().getFirst().get("findings")) {
            assertThat(finding.get("remedy").asText().isEmpty()).isEqualTo(finding.get("verdict").asText().equals("ok"));
        }
    }

    @Test
    void textNamesEverySubject() {
        assertThat(CommandRun.of("doctor").out()).contains("JDK", "kernels", "MNIST");
    }
}
