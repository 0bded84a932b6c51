package org.cnnc.compiler.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.report.TextColumns.Column;
import org.cnnc.compiler.report.TextColumns.Form;
import org.cnnc.compiler.report.outline.Quantity;
import org.cnnc.compiler.report.outline.Row;

/** A summary for a terminal, in ASCII. */
public final class SummaryText {
    private static final int NAME = 0;
    private static final int OP = 1;
    private static final int OUTPUT = 2;
    private static final int PARAMETERS = 3;
    private static final int MACS = 4;
    private static final int FIELD = 5;
    private static final int INIT = 6;

    /** What gives way first, where the lines are too long. */
    private static final List<Integer> STEPS =
            List.of(INIT, OUTPUT, MACS, PARAMETERS, FIELD, INIT, OP, MACS, PARAMETERS, OUTPUT);

    private final Summary summary;
    private final int width;

    private SummaryText(Summary summary, int width) {
        this.summary = summary;
        this.width = width;
    }

    /** Lines, each ended. @param width most characters of a line */
    public static String render(Summary summary, int width) {
        SummaryText text = new SummaryText(summary, width);
        return text.title() + "\n" + text.layers() + "\n" + text.totals() + "\n" + text.memory();
    }

    private String title() {
        String inputs = summary.inputs().stream().map(input -> named(input.name(), input)).collect(Collectors.joining(", "));
        String outputs = summary.outputs().entrySet().stream()
                .map(output -> summary.outputs().size() == 1
                        ? output.getValue().type().shape().toString()
                        : named(output.getKey(), output.getValue()))
                .collect(Collectors.joining(", "));
        String line = summary.name() + ": " + inputs + " -> " + outputs;
        if (line.length() <= width) return line + "\n";
        StringBuilder lines = new StringBuilder(TextColumns.clip(summary.name(), width)).append('\n');
        summary.inputs().forEach(input -> lines.append(put("  input " + named(input.name(), input))));
        summary.outputs().forEach((name, output) -> lines.append(put("  output " + named(name, output))));
        return lines.toString();
    }

    private static String named(String name, Value value) {
        return name + " " + value.type().shape();
    }

    private String put(String line) {
        return TextColumns.clip(line, width) + "\n";
    }

    private String layers() {
        return TextColumns.render(
                List.of(
                        Column.left(form("layer", Row::label)),
                        Column.left(form("op", Row::kind)),
                        Column.right(
                                form("output", row -> row.output().toString()),
                                form("output", row -> row.output().toString().replace(" ", ""))),
                        Column.right(
                                form("parameters", row -> unlessZero(row.parameters(), Quantity::exact)),
                                form("params", row -> unlessZero(row.parameters(), Quantity::brief))),
                        Column.right(
                                form("MACs", row -> unlessZero(row.macs(), Quantity::exact)),
                                form("MACs", row -> unlessZero(row.macs(), Quantity::brief))),
                        Column.right(form("field", row -> Quantity.extents(row.receptiveField()))),
                        Column.left(
                                form("initialiser", row -> row.initialisation().text()),
                                form("init, std", row -> row.initialisation().brief()))),
                STEPS, width);
    }

    private Form form(String head, Function<Row, String> cell) {
        return new Form(head, summary.rows().stream().map(cell).toList());
    }

    private static String unlessZero(long count, Function<Long, String> text) {
        return count == 0 ? "" : text.apply(count);
    }

    private String totals() {
        List<String> names = summary.totals().stream().map(Total::name).toList();
        List<String> exact = summary.totals().stream().map(Total::exact).toList();
        List<String> brief = summary.totals().stream().map(Total::brief).toList();
        return TextColumns.render(
                List.of(Column.left(new Form("total", names)), numbers("", exact, brief)), List.of(1, 1), width);
    }

    private String memory() {
        List<MemoryPlan.Line> lines = summary.memory().lines();
        StringBuilder text = new StringBuilder(TextColumns.render(
                List.of(
                        Column.left(new Form("memory", lines.stream().map(MemoryPlan.Line::name).toList())),
                        plan("inference", lines.stream().map(MemoryPlan.Line::inference).toList()),
                        plan("training", lines.stream().map(MemoryPlan.Line::training).toList())),
                List.of(1, 2, 2, 1), width));
        for (String note : summary.memory().notes()) text.append(put(note));
        return text.toString();
    }

    private static Column plan(String head, List<Optional<Long>> bytes) {
        return numbers(
                head,
                bytes.stream().map(line -> line.map(Quantity::exact).orElse("-")).toList(),
                bytes.stream().map(line -> line.map(Quantity::bytes).orElse("-")).toList());
    }

    /** Exact numbers with the brief ones beside them; where there is no room, the brief ones. */
    private static Column numbers(String head, List<String> exact, List<String> brief) {
        int width = brief.stream().mapToInt(String::length).max().orElse(0);
        List<String> both = new ArrayList<>();
        List<String> either = new ArrayList<>();
        for (int i = 0; i < exact.size(); i++) {
            both.add(exact.get(i) + "  " + " ".repeat(width - brief.get(i).length()) + brief.get(i));
            either.add(brief.get(i).isEmpty() ? exact.get(i) : brief.get(i));
        }
        return Column.right(new Form(head, both), new Form(head, either));
    }
}
