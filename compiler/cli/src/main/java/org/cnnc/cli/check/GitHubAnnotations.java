package org.cnnc.cli.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Severity;
import org.cnnc.compiler.source.Span;

/**
 * Workflow commands that GitHub shows as annotations at the lines of a pull request. GitHub shows ten errors and
 * ten warnings of a step; the first ones are printed, and a notice counts the rest.
 */
public final class GitHubAnnotations {
    private static final int SHOWN = 10;

    private GitHubAnnotations() {}

    /** @param here the folder that GitHub's paths are relative to */
    public static String render(CheckReport report, Path here) {
        Places places = new Places(here.toAbsolutePath().normalize());
        StringBuilder text = new StringBuilder();
        List<String> left = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            List<Diagnostic> all = report.diagnostics().stream().filter(d -> d.severity() == severity).toList();
            all.stream().limit(SHOWN).forEach(diagnostic -> text.append(command(diagnostic, places)).append('\n'));
            if (all.size() > SHOWN) left.add(CheckReport.counted(all.size() - SHOWN, severity.text()));
        }
        if (!left.isEmpty()) {
            text.append("::notice title=cnnc check::").append(data("and " + String.join(" and ", left)
                    + " more, which GitHub would not show; `cnnc check` prints them all")).append('\n');
        }
        return text.toString();
    }

    private static String command(Diagnostic diagnostic, Places places) {
        String kind = switch (diagnostic.severity()) {
            case ERROR -> "error";
            case WARNING -> "warning";
        };
        StringJoiner properties = new StringJoiner(",");
        Span span = diagnostic.span();
        places.name(span.source()).ifPresent(name -> {
            properties.add("file=" + property(name));
            if (span.source().text().isEmpty()) return;
            properties.add("line=" + span.line());
            properties.add("endLine=" + span.endLine());
            // GitHub takes columns only where both ends are on one line.
            if (span.endLine() == span.line()) {
                properties.add("col=" + span.column());
                properties.add("endColumn=" + Math.max(span.column(), span.endColumn() - 1));
            }
        });
        properties.add("title=" + property(diagnostic.code() + ": " + diagnostic.title()));
        return "::" + kind + " " + properties + "::" + data(CheckReport.message(diagnostic));
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
