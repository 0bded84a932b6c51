package org.cnnc.compiler.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SummaryMarkdownTest {
    private static String markdown(String text) {
        return SummaryMarkdown.render(Summary.of(SummaryModels.of(text), OptionalInt.of(2)));
    }

    @Test
    void tablesHaveAsManyCellsInEveryRow() {
        List<String> tables = List.of(markdown(SummaryModels.RESIDUAL).split("\n\n"));
        List<String> layers = tables.stream().filter(table -> table.startsWith("| layer")).findFirst().orElseThrow().lines().toList();
        assertThat(layers).hasSize(2 + 9).allMatch(row -> row.chars().filter(c -> c == '|').count() == 8);
        assertThat(tables).anyMatch(table -> table.startsWith("| total")).anyMatch(table -> table.startsWith("| memory"));
    }

    @Test
    void wordsOfTheFileAreNoMarkup() {
        assertThat(markdown(SummaryModels.RESIDUAL))
                .contains("Residual, \\<in\\> \"small\" \\& \\]\\]\\> --\\> \\*bold\\* \\| \\`code\\`");
    }
}
