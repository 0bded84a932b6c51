package org.cnnc.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The page of results. */
final class Report {
    private static final String NOT_MEASURED = "not measured yet";

    private final Options options;
    private final Store store;

    Report(Options options, Store store) {
        this.options = options;
        this.store = store;
    }

    void write(Path file, List<Row> rows) throws IOException {
        StringBuilder text = new StringBuilder(head());
        text.append("| work | side | median | 10% to 90% | cnnc is | of the fastest tenth | target | met |\n");
        text.append("| --- | --- | ---: | ---: | ---: | ---: | --- | --- |\n");
        StringBuilder remarks = new StringBuilder();
        for (Row row : rows) {
            if (row instanceof SweepRow) continue;
            Store.Stored stored = store.get(row.name()).orElse(new Store.Stored("", "", "", List.of(), NOT_MEASURED));
            if (!stored.failure().isEmpty()) {
                text.append("| ").append(row.title()).append(" | ").append(cell(stored.failure())).append(" | | | | | | no |\n");
            }
            String before = "";
            for (Entry entry : stored.entries()) {
                text.append(line(entry, entry.work().equals(before) ? "" : entry.work()));
                before = entry.work();
            }
            remarks.append(remarks(row, stored));
        }
        text.append("\n## Remarks\n\n").append(remarks);
        text.append("\n## Convolutions of the zoo\n\n");
        Optional<Store.Stored> sweep = store.get(new SweepRow().name());
        text.append(sweep.map(Report::sweep).orElse("Not measured yet.\n"));
        Files.writeString(file, text);
    }

    private static String sweep(Store.Stored stored) {
        String when = "Measured " + stored.date() + ", load before it " + stored.load() + ", " + stored.how() + ". ";
        return when + (stored.failure().isEmpty() ? SweepTable.text(stored.entries()) : stored.failure() + "\n");
    }

    private String head() {
        return """
                # Results

                Measured by the command of [README.md](README.md), which writes this page%s.

                | | |
                | --- | --- |
                | processor | %s, %d of them here |
                | memory | %s |
                | system | %s |
                | JDK | %s %s; DL4J's %s |
                | flags | cnnc: `%s`, and none where it says “without the Vector API”; the peers: none but `--enable-native-access` |
                | processors of a JVM | %s |
                | windows | %d of %d ms in each JVM, after at least %d ms of work; the JVMs of all sides in turn |

                Rates are higher where it is better, times, sizes and memory lower. “cnnc is” gives this project's number over the
                peer's, or over the roof, which is a loop of independent multiply-adds measured in the same JVM, window by window
                beside it; a loop in C gives 250 GFLOP/s a core on this machine. GFLOP/s count the operations of the direct form. The
                last columns but two say the same of the fastest tenth of all windows, which other programs disturb least.

                """.formatted(
                options.quick() ? "; this one in the quick mode, for development only" : "",
                Machine.processor(), Machine.processors(), Machine.memory(), Machine.system(),
                System.getProperty("java.vm.name"), System.getProperty("java.runtime.version"),
                Machine.jdk17().map(home -> "a JDK 17").orElse("missing"),
                String.join(" ", Sides.VECTOR),
                Machine.pins() ? "bound to as many as it has threads, by `taskset`; all for first results" : "all",
                options.windows(), options.windowMillis(), options.warmupMillis());
    }

    private static String line(Entry entry, String work) {
        return "| " + cell(work) + " | " + entry.side() + " | " + number(entry.median()) + " " + entry.unit() + " | "
                + number(entry.p10()) + " to " + number(entry.p90()) + " | " + ratio(entry, entry.ratio()) + " | "
                + ratio(entry, entry.best()) + " | " + entry.target() + " | "
                + (entry.met() == null ? "" : entry.met() ? "yes" : "**no**") + " |\n";
    }

    private static String ratio(Entry entry, double ratio) {
        if (Double.isNaN(ratio)) return "";
        if (entry.target().endsWith("roof")) return String.format(Locale.ROOT, "%.0f%%", 100 * ratio);
        return String.format(Locale.ROOT, "%.2f x", ratio);
    }

    private static String number(double value) {
        if (value >= 1000) return String.format(Locale.ROOT, "%,.0f", value);
        if (value >= 100) return String.format(Locale.ROOT, "%.0f", value);
        return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }

    private static String remarks(Row row, Store.Stored stored) {
        StringBuilder text = new StringBuilder();
        if (!stored.date().isEmpty()) {
            text.append("- ").append(row.title()).append(" (`").append(row.name()).append("`): ").append(stored.date())
                    .append(", load before it ").append(stored.load())
                    .append(", ").append(stored.how());
            for (Entry entry : stored.entries()) {
                if (entry.remark().isEmpty()) continue;
                text.append("; ").append(entry.work().equals(row.title()) ? "" : entry.work() + ", ").append(entry.side())
                        .append(": ").append(entry.remark());
            }
            text.append("\n");
        }
        return text.toString();
    }
}
