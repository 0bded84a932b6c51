package org.cnnc.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sweep as a table: a line a convolution, a column a direction and a width. */
final class SweepTable {
    private static final double LEAST_FORWARD = 0.75;
    private static final double LEAST_BACKWARD = 0.65;

    private final SequencedMap<String, Map<String, Entry>> lines = new LinkedHashMap<>();

    private SweepTable(List<Entry> entries) {
        for (Entry entry : entries) lines.computeIfAbsent(entry.work(), work -> new LinkedHashMap<>()).put(entry.side(), entry);
    }

    /** Markdown: what is aimed at, then the table. */
    static String text(List<Entry> entries) {
        return new SweepTable(entries).text();
    }

    private String text() {
        List<String> columns = new ArrayList<>();
        for (int width : SweepRow.widths()) {
            for (ConvShape.Direction direction : ConvShape.Direction.values()) columns.add(SweepRow.side(direction, width));
        }
        StringBuilder text = new StringBuilder();
        text.append("Share of the roof of the same width (kernel, stride, channels and filters, pixels of a side), median of all windows.\n\n");
        text.append(aims()).append("\n");
        text.append("| convolution | ").append(String.join(" | ", columns)).append(" |\n");
        text.append("| --- |").append(" ---: |".repeat(columns.size())).append("\n");
        lines.forEach((work, cells) -> text.append("| ").append(work).append(" | ")
                .append(columns.stream().map(column -> cells.containsKey(column) ? share(cells.get(column)) : "").collect(Collectors.joining(" | ")))
                .append(" |\n"));
        return text.toString();
    }

    /** Of the 3x3 and 1x1 convolutions of ResNet-50 and VGG-16, those that fall short at the CPU's own width. */
    private String aims() {
        Set<String> counted = Stream.of("resnet50", "vgg16")
                .flatMap(file -> ZooShapes.of(file).stream())
                .filter(shape -> shape.kernel() == 3 || shape.kernel() == 1)
                .map(ConvShape::toString)
                .collect(Collectors.toSet());
        StringBuilder text = new StringBuilder();
        for (ConvShape.Direction direction : ConvShape.Direction.values()) {
            double least = direction == ConvShape.Direction.FORWARD ? LEAST_FORWARD : LEAST_BACKWARD;
            String column = SweepRow.side(direction, Machine.vectorBits());
            List<Entry> found = lines.entrySet().stream()
                    .filter(line -> counted.contains(line.getKey()) && line.getValue().containsKey(column))
                    .map(line -> line.getValue().get(column))
                    .toList();
            long reached = found.stream().filter(entry -> entry.ratio() >= least).count();
            text.append(String.format(
                    Locale.ROOT, "- %s, at least %.0f%% of the roof: %d of %d of the 3x3 and 1x1 convolutions of ResNet-50 and VGG-16%n",
                    column, 100 * least, reached, found.size()));
        }
        return text.toString();
    }

    private static String share(Entry entry) {
        return String.format(Locale.ROOT, "%.0f%%", 100 * entry.ratio());
    }
}
