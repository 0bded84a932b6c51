package org.cnnc.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cnnc.measure.Spread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowsTest {
    @TempDir
    private Path folder;

    @Test
    void namesAreDistinct() {
        assertThat(Rows.all().stream().map(Row::name)).doesNotHaveDuplicates();
    }

    /** What was measured, what failed and what was not measured stand on the page alike. */
    @Test
    void pageHasEveryRow() throws IOException {
        Options options = new Options(List.of(), true, 1, 1, 1, 1, 1, false);
        Store store = new Store(folder);
        Entry measured = Entry.of("some work", "cnnc", "ms", Spread.of(1.25)).compared(1.5, 1.75).aimedAt(Bound.times(2));
        store.put("size", new Store.Stored("2026-01-01", "0.1", "once", List.of(measured.remarked("so it is")), ""));
        store.put("cold-lenet", new Store.Stored("2026-01-01", "0.1", "once", List.of(), "could not be measured: a | reason"));
        new Report(options, store).write(folder.resolve("page.md"), Rows.all());
        String page = Files.readString(folder.resolve("page.md"));
        assertThat(page).contains("| some work | cnnc | 1.25 ms | 1.25 to 1.25 | 1.50 x | 1.75 x | at least 2 x | **no** |");
        assertThat(page).contains("so it is").contains("a \\| reason");
        for (Row row : Rows.all()) {
            if (row.name().equals("size")) continue;
            assertThat(page).as(row.name()).containsIgnoringCase(row.title());
        }
    }
}
