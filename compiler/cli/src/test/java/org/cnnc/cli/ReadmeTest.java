package org.cnnc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Path ROOT = Path.of("../..");

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }

    @Test
    void modelIsTheOneInTheModelsFolder() throws IOException {
        assertThat(readme()).contains("```cnn\n" + Files.readString(ROOT.resolve("models/lenet5.cnn")) + "```");
    }

    @Test
    void testCommandIsWhatContinuousIntegrationRuns() throws IOException {
        assertThat(readme()).contains("mvn -B -ntp verify");
        assertThat(Files.readString(ROOT.resolve(".ci/run"))).contains("exec mvn -B -ntp verify\n");
    }

    @Test
    void commandsThatAreShownAreThere() throws IOException {
        String[] commands = Pattern.compile("\\./cnnc ([a-z]+)").matcher(readme()).results()
                .map((MatchResult match) -> match.group(1)).distinct().toArray(String[]::new);
        assertThat(commands).contains("train", "eval", "predict", "compile");
        for (String command : commands) assertThat(CommandRun.of(command, "--help").status()).as(command).isZero();
    }
}
