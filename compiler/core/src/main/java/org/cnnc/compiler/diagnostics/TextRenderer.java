package org.cnnc.compiler.diagnostics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cnnc.compiler.source.SourceText;
import org.cnnc.compiler.source.Span;

/** Renders a diagnostic as text: the source lines with marked spans, then notes and helps. */
public final class TextRenderer {
    /** A marked span of one line; the primary one is marked with {@code ^}. */
    private record Mark(Span span, String text, boolean primary) {}

    private final boolean colours;

    private TextRenderer(boolean colours) {
        this.colours = colours;
    }

    public static TextRenderer plain() {
        return new TextRenderer(false);
    }

    /** With ANSI escape codes. */
    public static TextRenderer ansi() {
        return new TextRenderer(true);
    }

    /** The whole text of a diagnostic, each line ended. */
    public String render(Diagnostic diagnostic) {
        Map<SourceText, List<Mark>> files = new LinkedHashMap<>();
        files.computeIfAbsent(diagnostic.span().source(), source -> new ArrayList<>())
                .add(new Mark(diagnostic.span(), diagnostic.message(), true));
        for (Label label : diagnostic.related()) {
            files.computeIfAbsent(label.span().source(), source -> new ArrayList<>())
                    .add(new Mark(label.span(), label.text(), false));
        }
        int width = files.values().stream().flatMap(List::stream)
                .mapToInt(mark -> Integer.toString(mark.span().line()).length()).max().orElse(1);
        StringBuilder out = new StringBuilder();
        String heading = diagnostic.severity().text() + "[" + diagnostic.code() + "]";
        out.append(paint(heading, severityColour(diagnostic))).append(bold(": " + diagnostic.title())).append('\n');
        boolean first = true;
        for (Map.Entry<SourceText, List<Mark>> file : files.entrySet()) {
            Span place = first ? diagnostic.place() : file.getValue().getFirst().span();
            out.append(" ".repeat(width + 1)).append(gutter(first ? "-->" : ":::")).append(' ').append(location(place)).append('\n');
            if (!file.getKey().text().isEmpty()) lines(out, diagnostic, file.getValue(), width);
            else if (first && !diagnostic.message().isEmpty()) out.append(" ".repeat(width + 2)).append(gutter("= ")).append(diagnostic.message()).append('\n');
            first = false;
        }
        boolean more = !diagnostic.notes().isEmpty() || !diagnostic.helps().isEmpty();
        if (more && !diagnostic.span().source().text().isEmpty()) bar(out, width).append('\n');
        for (String note : diagnostic.notes()) {
            out.append(" ".repeat(width + 2)).append(gutter("=")).append(' ').append(note).append('\n');
        }
        for (String help : diagnostic.helps()) {
            out.append(" ".repeat(width + 2)).append(gutter("=")).append(' ').append(bold("help:")).append(' ').append(help).append('\n');
        }
        return out.toString();
    }

    private static String location(Span span) {
        SourceText source = span.source();
        return source.text().isEmpty() ? source.name() : source.name() + ":" + span.line() + ":" + span.column();
    }

    private void lines(StringBuilder out, Diagnostic diagnostic, List<Mark> marks, int width) {
        bar(out, width).append('\n');
        List<Mark> sorted = marks.stream()
                .sorted(Comparator.comparingInt((Mark mark) -> mark.span().line()).thenComparing(mark -> -mark.span().start()))
                .toList();
        int shown = 0;
        Excerpt excerpt = null;
        for (Mark mark : sorted) {
            int line = mark.span().line();
            if (line != shown) {
                SourceText source = mark.span().source();
                if (shown > 0 && line == shown + 2) sourceLine(out, Excerpt.of(source.lineText(shown + 1), List.of()), shown + 1, width);
                else if (shown > 0 && line > shown + 2) out.append(gutter("...")).append('\n');
                excerpt = Excerpt.of(source.lineText(line), sorted.stream().filter(other -> other.span().line() == line).map(TextRenderer::stretch).toList());
                sourceLine(out, excerpt, line, width);
                shown = line;
            }
            underline(out, diagnostic, mark, excerpt, width);
        }
    }

    private void sourceLine(StringBuilder out, Excerpt excerpt, int line, int width) {
        String number = Integer.toString(line);
        out.append(gutter(" " + " ".repeat(width - number.length()) + number + " |"));
        String text = printable(excerpt.text());
        if (!text.isEmpty()) out.append(' ').append(text);
        out.append('\n');
    }

    /** What a mark covers of its first line. */
    private static Excerpt.Stretch stretch(Mark mark) {
        String line = mark.span().source().lineText(mark.span().line());
        int start = Math.min(mark.span().column() - 1, line.length());
        boolean oneLine = mark.span().endLine() == mark.span().line();
        return new Excerpt.Stretch(start, oneLine ? Math.min(mark.span().endColumn() - 1, line.length()) : line.stripTrailing().length());
    }

    private void underline(StringBuilder out, Diagnostic diagnostic, Mark mark, Excerpt excerpt, int width) {
        String line = excerpt.text();
        Excerpt.Stretch stretch = stretch(mark);
        int start = excerpt.shown(stretch.start());
        int end = excerpt.shown(stretch.end());
        StringBuilder before = new StringBuilder();
        line.substring(0, start).codePoints().forEach(c -> before.append(c == '\t' ? '\t' : ' '));
        int length = Math.max(1, end <= start ? 0 : line.codePointCount(start, end));
        String marker = (mark.primary() ? "^" : "-").repeat(length);
        String text = mark.text().isEmpty() ? marker : marker + " " + mark.text();
        bar(out, width).append(' ').append(before);
        out.append(mark.primary() ? paint(text, severityColour(diagnostic)) : gutter(text)).append('\n');
    }

    /** Control characters would move the cursor or change colours. */
    private static String printable(String line) {
        StringBuilder text = new StringBuilder();
        line.codePoints().forEach(c -> text.appendCodePoint(c != '\t' && Character.isISOControl(c) ? '\uFFFD' : c));
        return text.toString();
    }

    private StringBuilder bar(StringBuilder out, int width) {
        return out.append(gutter(" ".repeat(width + 2) + "|"));
    }

    private static String severityColour(Diagnostic diagnostic) {
        return switch (diagnostic.severity()) {
            case ERROR -> "1;31";
            case WARNING -> "1;33";
        };
    }

    private String gutter(String text) {
        return paint(text, "1;34");
    }

    private String bold(String text) {
        return paint(text, "1");
    }

    private String paint(String text, String colour) {
        return colours ? "\u001B[" + colour + "m" + text + "\u001B[0m" : text;
    }
}
