package org.cnnc.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.cnnc.cli.doctor.Examination;
import org.cnnc.cli.doctor.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code cnnc doctor}. */
@Command(
        name = "doctor",
        description = "Tells what is right with JDK, flags, vectors, processors and memory, and what to do about what"
                + " is not. Ends with 1 only if something keeps cnnc from working.",
        footer = {"", "Examples:", "  cnnc doctor", "  cnnc doctor --vector scalar --format json"})
final class DoctorCommand implements Callable<Integer> {
    @ParentCommand
    private Cnnc root;

    @Mixin
    private OutputOptions output;

    @Mixin
    private RunOptions run;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text or json", defaultValue = "text")
    private TextFormat format;

    @Override
    public Integer call() {
        run.threads();
        run.vector();
        List<Finding> findings = Examination.all();
        boolean works = findings.stream().noneMatch(finding -> finding.verdict() == Finding.Verdict.PROBLEM);
        switch (format) {
            case text -> findings.forEach(this::print);
            case json -> Json.print(json(findings, works), root.terminal().out());
        }
        return works ? ExitStatus.DONE : ExitStatus.INPUT;
    }

    private void print(Finding finding) {
        if (output.quiet() && finding.verdict() == Finding.Verdict.OK) return;
        root.terminal().out().println(String.format(
                Locale.ROOT, "%-8s %-11s %s", finding.verdict().text(), finding.subject(), finding.value()));
        if (!finding.remedy().isEmpty()) root.terminal().out().println(" ".repeat(21) + "-> " + finding.remedy());
    }

    private static ObjectNode json(List<Finding> findings, boolean works) {
        ObjectNode json = Json.object();
        json.put("ok", works);
        ArrayNode list = json.putArray("findings");
        for (Finding finding : findings) {
            list.addObject()
                    .put("subject", finding.subject())
                    .put("verdict", finding.verdict().text())
                    .put("value", finding.value())
                    .put("remedy", finding.remedy());
        }
        return json;
    }
}
