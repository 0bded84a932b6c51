package org.cnnc.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Measures the rows that were chosen, one after the other, and writes the page anew behind each. */
public final class Benchmarks {
    private static final Path PAGE = Path.of("RESULTS.md");
    private static final Path TARGET = Path.of("run", "target");

    private Benchmarks() {}

    /** Runs in the folder of the benchmarks; see {@link Options#ofProperties}. Ends with 1 if a row could not be measured. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options = Options.ofProperties();
        List<Row> rows = Rows.all();
        List<Row> chosen = rows.stream().filter(row -> options.wants(row.name())).toList();
        if (chosen.isEmpty()) {
            System.err.println("no row begins with " + options.rows() + "; there are "
                    + String.join(", ", rows.stream().map(Row::name).toList()));
            System.exit(2);
        }
        Store store = new Store(TARGET.resolve(options.quick() ? "results-quick" : "results"));
        Report report = new Report(options, store);
        Path page = options.quick() ? TARGET.resolve(PAGE) : PAGE;
        Bench bench = new Bench(options, TARGET.resolve("models"));
        boolean complete = true;
        for (Row row : chosen) {
            System.err.println(row.name() + ": " + row.title());
            Store.Stored found = measured(row, bench);
            complete &= found.failure().isEmpty();
            if (!found.failure().isEmpty()) System.err.println("  " + found.failure());
            found.entries().forEach(Benchmarks::tell);
            store.put(row.name(), found);
            report.write(page, rows);
        }
        System.err.println("written to " + page.toAbsolutePath().normalize());
        System.exit(complete ? 0 : 1);
    }

    private static Store.Stored measured(Row row, Bench bench) throws InterruptedException {
        String date = Instant.now().truncatedTo(ChronoUnit.MINUTES).toString();
        String load = Machine.load();
        String how = bench.options().how();
        try {
            return new Store.Stored(date, load, how, row.measure(bench), "");
        } catch (IOException | RuntimeException e) {
            return new Store.Stored(date, load, how, List.of(), "could not be measured: " + e.getMessage());
        }
    }

    private static void tell(Entry entry) {
        System.err.println(String.format(
                Locale.ROOT, "  %-60s %-28s %10.2f %-8s %6.2f %6.2f  %s", entry.work(), entry.side(), entry.median(), entry.unit(),
                entry.ratio(), entry.best(), entry.met() == null ? entry.remark() : entry.target() + (entry.met() ? ": met" : ": not met")));
    }
}
