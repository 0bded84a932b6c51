package org.cnnc.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workflow and the commit hook of {@code compiler/README.md}, copied from there and run in a real repository. */
class ContinuousIntegrationTest {
    private static final Path README = Path.of("../../compiler/README.md");
    private static final String MODEL = """
            model Digits {
                input image: 1 x 32 x 32
                C1: conv 6, 5x5, relu
                S2: maxpool 2x2
                C3: conv 16, 5x5, relu
                S4: maxpool 2x2
                flatten
                F5: dense 10
                softmax
            }
            """;

    @TempDir
    private Path folder;

    private GitRepository repository;

    @BeforeEach
    void repository() throws Exception {
        repository = new GitRepository(folder);
        repository.write("models/digits.cnn", MODEL);
        assertThat(repository.shell("cnnc lock models").status()).isZero();
        repository.commit("the model and its lock");
    }

    private static String fenced(String language, String containing) throws IOException {
        return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$").matcher(Files.readString(README)).results()
                .map((MatchResult match) -> match.group(1)).filter(block -> block.contains(containing)).findFirst().orElseThrow();
    }

    private WorkflowRun workflow() throws Exception {
        return WorkflowRun.of(fenced("yaml", "jobs:"), "check", repository, folder);
    }

    private static List<String> annotations(WorkflowRun run) {
        return run.steps().get("Check the models against their locks").out().lines().toList();
    }

    @Test
    void commitThatChangesNothingPasses() throws Exception {
        repository.write("models/digits.cnn", "// A comment is no change.\n" + MODEL);
        repository.commit("a comment");
        WorkflowRun run = workflow();
        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(annotations(run)).isEmpty();
        assertThat(run.summary()).contains("1 file: nothing wrong").doesNotContain("|");
    }

    @Test
    void commitThatChangesAFilterCountFailsAndNamesTheLayers() throws Exception {
        repository.write("models/digits.cnn", MODEL.replace("conv 16", "conv 20"));
        repository.commit("more filters");
        WorkflowRun run = workflow();
        assertThat(run.status()).isEqualTo(1);
        assertThat(annotations(run))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("::error file=models/digits.cnn,line=5,endLine=5,col=5,endColumn=26,title=CNN8008%3A ")
                        .contains("`C3`: filters was 16, is 20", "%0A4 layers follow from `C3`: C3.relu, S4, flatten1, F5"))
                .allSatisfy(line -> assertThat(line).doesNotContain("`C1`", "S2"));
        // 6*25 + 6 for C1, then 150 + 1 a filter of C3, then 25 weights a filter and unit for F5.
        assertThat(run.summary()).contains(
                "| **C3** | filters 16, 16 x 10 x 10, 2,416 parameters, 240,000 MACs"
                        + " | filters 20, 20 x 10 x 10, 3,020 parameters, 300,000 MACs |",
                "and 4 layers behind it: C3.relu, S4, flatten1, F5",
                "| **parameters** | 6,582 | 8,186 (+24.4 %) |");
        JsonNode sarif = new ObjectMapper().readTree(repository.work().resolve("cnnc.sarif").toFile());
        assertThat(sarif.at("/runs/0/results").findValuesAsText("ruleId")).containsExactlyInAnyOrder("CNN8008", "CNN8012");
        assertThat(sarif.at("/runs/0/results/1/locations/0/physicalLocation/artifactLocation/uri").asText())
                .isEqualTo("models/digits.cnn");
    }

    @Test
    void layersAreNamedEvenWhereTheFileContradictsItself() throws Exception {
        String claimed = MODEL.replace("relu\n    S4", "relu -> 16 x 10 x 10\n    S4").replace("softmax\n", "softmax\n    expect parameters == 6582\n");
        repository.write("models/digits.cnn", claimed);
        assertThat(repository.shell("cnnc check models --locked -q").status()).isZero();
        repository.write("models/digits.cnn", claimed.replace("conv 16", "conv 20"));
        GitRepository.Result result = repository.shell("cnnc check models --locked");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("error[CNN2009]", "error[CNN8008]", "`C3`: filters was 16, is 20");
    }

    @Test
    void changeThatIsMeantIsAcceptedByANewLockWhoseDifferenceIsShort() throws Exception {
        repository.write("models/digits.cnn", MODEL.replace("conv 16", "conv 20"));
        assertThat(repository.shell("cnnc lock models").status()).isZero();
        List<String> added = repository.git("diff", "-U0", "--", "models/digits.cnn.lock").lines()
                .filter(line -> line.startsWith("+ ")).map(line -> line.substring(1).strip()).toList();
        assertThat(added.stream().filter(line -> line.startsWith("- {")).map(line -> line.replaceAll(".*name: ([\\w.]+),.*", "$1")))
                .containsExactly("C3", "C3.relu", "S4", "flatten1", "F5");
        repository.commit("more filters, locked");
        assertThat(workflow().status()).isZero();
    }

    @Test
    void hookRefusesAWrongModelThatIsStaged() throws Exception {
        repository.hook("pre-commit", fenced("sh", "#!/bin/sh"));
        String before = repository.git("rev-parse", "HEAD");
        repository.write("models/digits.cnn", MODEL.replace("maxpool", "maxpol"));
        repository.git("add", "-A");
        // What lies in the folder is right again; what would be committed is not.
        repository.write("models/digits.cnn", MODEL);
        GitRepository.Result refused = repository.shell("git commit -m wrong");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("error[CNN2001]", "models/digits.cnn:4:9", "pre-commit: the models above");
        assertThat(repository.git("rev-parse", "HEAD")).isEqualTo(before);
    }

    @Test
    void hookRefusesAModelThatIsNotAsLockedAndLetsTheRestPass() throws Exception {
        repository.hook("pre-commit", fenced("sh", "#!/bin/sh"));
        repository.write("models/digits.cnn", MODEL.replace("conv 16", "conv 20"));
        repository.git("add", "-A");
        GitRepository.Result refused = repository.shell("git commit -m unlocked");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("error[CNN8008]", "`C3`: filters was 16, is 20");
        assertThat(repository.shell("cnnc lock models").status()).isZero();
        repository.commit("locked");
        repository.write("notes.txt", "no model");
        repository.commit("nothing to check");
        assertThat(repository.git("log", "--format=%s")).isEqualTo("nothing to check\nlocked\nthe model and its lock\n");
    }
}
