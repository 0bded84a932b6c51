package org.cnnc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The formats that other programs read, with a file that has errors, one that has none, and one that is not there. */
class CheckFormatsTest {
    private static final String WRONG = """
            model M {
                input image: 1 x 8 x 8
                conv 4, 3x3
                maxpol 2x2
                conv 4, 1x1
            }
            """;

    @TempDir
    private Path folder;

    private CommandRun check(String format) throws IOException {
        Files.writeString(folder.resolve("wrong, 50%.cnn"), WRONG);
        Files.writeString(folder.resolve("right.cnn"), Project.MODEL);
        return CommandRun.of("check", folder.toString(), folder.resolve("none.cnn").toString(), "--format", format);
    }

    @Test
    void sarifHasWhatItsSchemaDemandsAndNothingElse() throws IOException {
        CommandRun run = check("sarif");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        JsonNode log = new ObjectMapper().readTree(run.out());
        SarifSchema.check(log);
        JsonNode results = log.at("/runs/0/results");
        assertThat(results.findValuesAsText("ruleId")).containsExactly("CNN2001", "CNN1001");
        JsonNode first = results.get(0);
        assertThat(first.at("/level").asText()).isEqualTo("error");
        assertThat(first.at("/message/text").asText()).contains("unknown layer", "maxpol");
        JsonNode place = first.at("/locations/0/physicalLocation");
        assertThat(place.at("/artifactLocation/uri").asText()).endsWith("/wrong,%2050%25.cnn");
        assertThat(place.at("/region/startLine").asInt()).isEqualTo(4);
        assertThat(place.at("/region/startColumn").asInt()).isEqualTo(5);
        assertThat(place.at("/region/endColumn").asInt()).isEqualTo(5 + "maxpol".length());
        JsonNode replacement = first.at("/fixes/0/artifactChanges/0/replacements/0");
        assertThat(replacement.at("/insertedContent/text").asText()).isEqualTo("maxpool");
        assertThat(replacement.get("deletedRegion")).isEqualTo(place.get("region"));
        JsonNode rules = log.at("/runs/0/tool/driver/rules");
        assertThat(rules.get(first.get("ruleIndex").asInt()).get("id").asText()).isEqualTo("CNN2001");
        for (JsonNode rule : rules) {
            assertThat(rule.at("/help/text").asText())
                    .contains(CommandRun.of("explain", rule.get("id").asText()).out().lines().skip(2).findFirst().orElseThrow());
        }
    }

    @Test
    void sarifOfNothingWrongIsARunWithoutResults() throws IOException {
        Path file = Files.writeString(folder.resolve("right.cnn"), Project.MODEL);
        CommandRun run = CommandRun.of("check", file.toString(), "--format", "sarif");
        assertThat(run.status()).isZero();
        JsonNode log = new ObjectMapper().readTree(run.out());
        SarifSchema.check(log);
        assertThat(log.at("/runs/0/results").isArray()).isTrue();
        assertThat(log.at("/runs/0/results")).isEmpty();
    }

    @Test
    void sarifPlacesAreRelativeToWhereItRuns() throws IOException {
        Path file = Files.writeString(Files.createTempDirectory(Path.of("target"), "sarif").resolve("a.cnn"), WRONG);
        JsonNode log = new ObjectMapper().readTree(CommandRun.of("check", file.toString(), "--format", "sarif").out());
        SarifSchema.check(log);
        JsonNode artifact = log.at("/runs/0/results/0/locations/0/physicalLocation/artifactLocation");
        assertThat(artifact.get("uri").asText()).isEqualTo(file.toString());
        assertThat(artifact.get("uriBaseId").asText()).isEqualTo("%SRCROOT%");
        assertThat(log.at("/runs/0/originalUriBaseIds").has("%SRCROOT%")).isTrue();
    }

    @Test
    void junitHasASuiteAFileAndAFailureAWrongOne() throws Exception {
        CommandRun run = check("junit");
        assertThat(run.status()).isEqualTo(1);
        Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(run.out().getBytes(StandardCharsets.UTF_8)));
        Element root = xml.getDocumentElement();
        assertThat(root.getTagName()).isEqualTo("testsuites");
        assertThat(root.getAttribute("tests")).isEqualTo("3");
        assertThat(root.getAttribute("failures")).isEqualTo("2");
        NodeList suites = root.getElementsByTagName("testsuite");
        assertThat(suites.getLength()).isEqualTo(3);
        for (int i = 0; i < suites.getLength(); i++) {
            Element suite = (Element) suites.item(i);
            NodeList tests = suite.getElementsByTagName("testcase");
            NodeList failures = suite.getElementsByTagName("failure");
            assertThat(suite.getAttribute("tests")).isEqualTo(Integer.toString(tests.getLength()));
            assertThat(suite.getAttribute("failures")).isEqualTo(Integer.toString(failures.getLength()));
            assertThat(((Element) tests.item(0)).getAttribute("name")).isEqualTo("check");
            if (suite.getAttribute("name").endsWith("wrong, 50%.cnn")) {
                Element failure = (Element) failures.item(0);
                assertThat(failure.getAttribute("type")).isEqualTo("CNN2001");
                assertThat(failure.getTextContent()).contains("error[CNN2001]: unknown layer", "    maxpol 2x2", "^^^^^^");
            }
        }
    }

    @Test
    void junitHoldsNoCharacterThatXmlCannot() throws Exception {
        Path file = Files.writeString(folder.resolve("a.cnn"), "model M { input a: 4\n  dense 2 \u0007 ]]> & <\n}\n");
        CommandRun run = CommandRun.of("check", file.toString(), "--format", "junit");
        Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(run.out().getBytes(StandardCharsets.UTF_8)));
        assertThat(xml.getElementsByTagName("failure").item(0).getTextContent()).contains("]]> & <");
    }

    @Test
    void githubAnnotationsEscapeWhatTheirSyntaxUses() throws IOException {
        List<String> lines = check("github").out().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).startsWith("::error file=").contains(
                "/wrong%2C 50%25.cnn,line=4,endLine=4,col=5,endColumn=10,title=CNN2001%3A unknown layer::unknown layer: ", "%0A");
        assertThat(lines.get(1)).contains("none.cnn,title=CNN1001%3A").doesNotContain("line=");
    }

    @Test
    void githubGetsTenErrorsAndTheCountOfTheRest() throws IOException {
        StringBuilder text = new StringBuilder("model M {\n    input image: 1 x 8 x 8\n");
        for (int i = 0; i < 23; i++) text.append("    nonesuch").append(i).append(" 2x2\n");
        Path file = Files.writeString(folder.resolve("many.cnn"), text.append("}\n"));
        List<String> lines = CommandRun.of("check", file.toString(), "--format", "github").out().lines().toList();
        assertThat(lines).hasSize(11);
        for (int i = 0; i < 10; i++) assertThat(lines.get(i)).startsWith("::error ").contains("line=" + (3 + i) + ",");
        assertThat(lines.getLast()).startsWith("::notice ").contains("13 errors more");
    }

    @Test
    void markdownIsATableOfWhatIsWrong() throws IOException {
        String text = check("markdown").out();
        List<String> rows = text.lines().filter(line -> line.startsWith("| error")).toList();
        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst()).startsWith("| error CNN2001 | ").contains("wrong, 50%.cnn:4 | unknown layer: ", "<br>");
        assertThat(rows).allSatisfy(row -> assertThat(row.replace("\\|", "").chars().filter(c -> c == '|')).hasSize(4));
    }

    @Test
    void outputGoesToAFileInstead() throws IOException {
        Path file = Files.writeString(folder.resolve("a.cnn"), WRONG);
        Path target = folder.resolve("out.sarif");
        CommandRun run = CommandRun.of("check", file.toString(), "--format", "sarif", "--output", target.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        SarifSchema.check(new ObjectMapper().readTree(target.toFile()));
    }

    @Test
    void anErrorInABlockThatSeveralImportIsSaidOnce() throws IOException {
        Files.writeString(folder.resolve("blocks.cnn"), "block B { maxpol 2x2 }\n");
        for (String name : List.of("a", "b", "c")) {
            Files.writeString(folder.resolve(name + ".cnn"),
                    "import \"blocks.cnn\"\nmodel M {\n    input image: 1 x 8 x 8\n    B\n}\n");
        }
        for (String format : List.of("text", "json", "sarif", "junit", "github", "markdown")) {
            CommandRun run = CommandRun.of("check", folder.toString(), "--format", format);
            assertThat(run.status()).isEqualTo(1);
            int said = (run.out() + run.err()).split("there is no layer or block `maxpol`", -1).length - 1;
            switch (format) {
                case "json" -> {
                    assertThat(said).as("one a file, the block's own among them").isEqualTo(4);
                    assertThat(run.json().getFirst().get("errors").asInt()).isEqualTo(1);
                }
                case "junit" -> assertThat(said).as("a message and a text a file").isEqualTo(2 * 4);
                default -> assertThat(said).as(format).isEqualTo(1);
            }
        }
    }

    @Test
    void sarifPutsWhatIsInNoFileAtTheFileThatWasChecked() throws IOException {
        Path file = Files.writeString(folder.resolve("right.cnn"), Project.MODEL);
        CommandRun run = CommandRun.of("check", file.toString(), "--set", "nonesuch=1", "--format", "sarif");
        JsonNode log = new ObjectMapper().readTree(run.out());
        SarifSchema.check(log);
        JsonNode place = log.at("/runs/0/results/0/locations/0/physicalLocation");
        assertThat(place.at("/artifactLocation/uri").asText()).endsWith("/right.cnn");
        assertThat(place.has("region")).isFalse();
    }
}
