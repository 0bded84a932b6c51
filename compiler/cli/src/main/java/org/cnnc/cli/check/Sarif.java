package org.cnnc.cli.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Edit;
import org.cnnc.compiler.diagnostics.Fix;
import org.cnnc.compiler.diagnostics.Label;
import org.cnnc.compiler.diagnostics.Severity;
import org.cnnc.compiler.source.SourceText;
import org.cnnc.compiler.source.Span;

/** The result as SARIF 2.1.0 (OASIS, errata 01), which code scanning services read. */
public final class Sarif {
    private static final String SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    /** What relative places are relative to: the folder that the check ran in, the top of the repository in a workflow. */
    private static final String ROOT = "%SRCROOT%";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Places places;
    private final List<Code> rules;

    private Sarif(Places places, List<Code> rules) {
        this.places = places;
        this.rules = rules;
    }

    /** @param version of the compiler @param explanation a code's long text */
    public static String render(CheckReport report, Path here, String version, Function<Code, String> explanation) {
        List<Code> rules = report.diagnostics().stream().map(Diagnostic::code).distinct().sorted().toList();
        Sarif sarif = new Sarif(new Places(here.toAbsolutePath().normalize()), rules);
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(sarif.log(report, version, explanation)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain nodes has no JSON", e);
        }
    }

    private ObjectNode log(CheckReport report, String version, Function<Code, String> explanation) {
        ObjectNode log = JsonNodeFactory.instance.objectNode();
        log.put("$schema", SCHEMA);
        log.put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "cnnc");
        driver.put("version", version);
        ArrayNode described = driver.putArray("rules");
        for (Code rule : rules) rule(described.addObject(), rule, explanation.apply(rule));
        run.putArray("invocations").addObject().put("executionSuccessful", true);
        message(run.putObject("originalUriBaseIds").putObject(ROOT), "description", "the folder that cnnc ran in");
        run.put("columnKind", "utf16CodeUnits");
        ArrayNode results = run.putArray("results");
        report.firstFiles().forEach((diagnostic, file) -> result(results.addObject(), diagnostic, file.file()));
        return log;
    }

    private static void rule(ObjectNode rule, Code code, String explanation) {
        rule.put("id", code.name());
        message(rule, "shortDescription", code.title());
        message(rule, "fullDescription", explanation);
        message(rule, "help", explanation + "\n\n`cnnc explain " + code + "` shows examples.");
    }

    /** @param file in whose check it was found; services refuse results without a place, as of a wrong {@code --set} */
    private void result(ObjectNode result, Diagnostic diagnostic, Path file) {
        result.put("ruleId", diagnostic.code().name());
        result.put("ruleIndex", rules.indexOf(diagnostic.code()));
        result.put("level", level(diagnostic.severity()));
        message(result, "message", CheckReport.message(diagnostic));
        ObjectNode place = physical(diagnostic.span()).orElseGet(() -> whole(file));
        result.putArray("locations").addObject().set("physicalLocation", place);
        ArrayNode related = result.putArray("relatedLocations");
        for (Label label : diagnostic.related()) {
            physical(label.span()).ifPresent(labelled -> {
                ObjectNode location = related.addObject();
                location.put("id", related.size());
                location.set("physicalLocation", labelled);
                message(location, "message", label.text());
            });
        }
        ArrayNode fixes = result.putArray("fixes");
        for (Fix fix : diagnostic.fixes()) fix(fixes, fix);
    }

    /** A change that would mend it; left out where one of its places is in no file. */
    private void fix(ArrayNode fixes, Fix fix) {
        Map<SourceText, List<Edit>> edits = new LinkedHashMap<>();
        for (Edit edit : fix.edits()) edits.computeIfAbsent(edit.span().source(), source -> new ArrayList<>()).add(edit);
        if (edits.isEmpty() || !edits.keySet().stream().allMatch(source -> places.relative(source).isPresent())) return;
        ObjectNode described = fixes.addObject();
        message(described, "description", fix.text());
        ArrayNode changes = described.putArray("artifactChanges");
        edits.forEach((source, ofFile) -> {
            ObjectNode change = changes.addObject();
            artifact(change.putObject("artifactLocation"), places.relative(source).orElseThrow());
            ArrayNode replacements = change.putArray("replacements");
            for (Edit edit : ofFile) {
                ObjectNode replacement = replacements.addObject();
                region(replacement.putObject("deletedRegion"), edit.span());
                message(replacement, "insertedContent", edit.replacement());
            }
        });
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
        };
    }

    private static void message(ObjectNode owner, String name, String text) {
        owner.putObject(name).put("text", text);
    }

    /** Empty where the place is in no file, as on the command line. */
    private Optional<ObjectNode> physical(Span span) {
        return places.relative(span.source()).map(path -> {
            ObjectNode physical = JsonNodeFactory.instance.objectNode();
            artifact(physical.putObject("artifactLocation"), path);
            if (!span.source().text().isEmpty()) region(physical.putObject("region"), span);
            return physical;
        });
    }

    private ObjectNode whole(Path file) {
        ObjectNode physical = JsonNodeFactory.instance.objectNode();
        artifact(physical.putObject("artifactLocation"), places.relative(file));
        return physical;
    }

    private static void artifact(ObjectNode location, Path path) {
        location.put("uri", path.isAbsolute() ? path.toUri().toASCIIString() : relativeUri(path));
        if (!path.isAbsolute()) location.put("uriBaseId", ROOT);
    }

    private static String relativeUri(Path path) {
        try {
            // A colon in the first name would be read as the end of a scheme, by this class and by whoever reads the URI.
            return new URI(null, null, "/" + path.toString().replace('\\', '/'), null).toASCIIString().substring(1).replace(":", "%3A");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a path has no URI: " + path, e);
        }
    }

    private static void region(ObjectNode region, Span span) {
        region.put("startLine", span.line());
        region.put("startColumn", span.column());
        region.put("endLine", span.endLine());
        region.put("endColumn", span.endColumn());
    }
}
