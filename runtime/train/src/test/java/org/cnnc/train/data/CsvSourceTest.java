package org.cnnc.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cnnc.train.DataException;
import org.cnnc.train.Dataset;
import org.cnnc.train.Targets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

class CsvSourceTest {
    @TempDir
    Path folder;

    /** The rows of a text as test data, all of them. */
    private Dataset read(CsvSource.Columns columns, int classes, String text, int... input) throws IOException {
        Path file = Files.writeString(folder.resolve("t.csv"), text);
        return CsvSource.of(file, Optional.of(file), 0.2, columns, input, classes).test();
    }

    private static CsvSource.Columns label(String column) {
        return new CsvSource.Columns(CsvSource.Kind.LABEL, column, Optional.empty(), ',');
    }

    @Test
    void namesAreClassesInTheirOrder() throws IOException {
        Dataset data = read(label("kind"), 3, "\uFEFFa,kind,\"b, c\"\r\n1,pear,2.5\r\n\r\n-3e2,\"app\"\"le\",.5\n 7 , pear ,8", 2);
        assertThat(data.labels()).containsExactly(1, 0, 1);
        assertThat(Written.sample(data, 0)).containsExactly(1, 2.5f);
        assertThat(Written.sample(data, 1)).containsExactly(-300, 0.5f);
        assertThat(Written.sample(data, 2)).containsExactly(7, 8);
        assertThat(((Targets.Classes) data.targets()).classes()).isEqualTo(2);
    }

    @Test
    void numbersAreClassesAsTheyAre() throws IOException {
        Dataset data = read(label("5"), 4, "1,2,3,4,0\n5,6,7,8,3\n", 1, 2, 2);
        assertThat(data.labels()).containsExactly(0, 3);
        assertThat(data.shape()).containsExactly(1, 2, 2);
        assertThat(((Targets.Classes) data.targets()).classes()).isEqualTo(4);
    }

    @Test
    void aTargetIsANumber() throws IOException {
        Dataset data = read(new CsvSource.Columns(CsvSource.Kind.TARGET, "y", Optional.of(true), ';'), 2,
                "x;y\n1;0.25\n2;-7\n", 1);
        assertThat(((Targets.Values) data.targets()).values()).containsExactly(0.25f, -7);
    }

    @Test
    void headersOfNumbersAreSaid() throws IOException {
        String text = "0,1,2\n5,6,1\n";
        assertThat(read(label("3"), 3, text, 2).size()).isEqualTo(2);
        assertThat(read(new CsvSource.Columns(CsvSource.Kind.LABEL, "2", Optional.of(true), ','), 2, text, 2).labels())
                .containsExactly(1);
    }

    @Test
    void aShareOfTheRowsIsTheTest() throws IOException {
        StringBuilder rows = new StringBuilder("x,label\n");
        for (int i = 0; i < 50; i++) rows.append(i).append(',').append(i % 2).append('\n');
        Path file = Files.writeString(folder.resolve("t.csv"), rows);
        CsvSource source =
                CsvSource.of(file, Optional.empty(), 0.3, label("label"), new int[] {1}, 2);
        Dataset train = source.training(Integer.MAX_VALUE);
        Dataset test = source.test();
        assertThat(test.size()).isEqualTo(15);
        boolean[] seen = new boolean[50];
        for (int s = 0; s < 50; s++) seen[(int) Written.sample(s < 35 ? train : test, s < 35 ? s : s - 35)[0]] = true;
        assertThat(seen).doesNotContain(false);
        for (int s = 1; s < train.size(); s++) assertThat(Written.sample(train, s)[0]).isGreaterThan(Written.sample(train, s - 1)[0]);
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "a,label#1,0#2,1,3#|line 3: expected 2 cells, as in the first row, found 3",
        "a,label#1,0#2#|line 3: expected 2 cells, as in the first row, found 1",
        "a,label#1,0#two,1#|line 3, column 1 (a): expected a number, found `two`",
        "a,label#1,0#,1#|line 3, column 1 (a): expected a number, found an empty cell",
        "a,label#1,0#NaN,1#|line 3, column 1 (a): expected a number, found `NaN`",
        "a,label#1,0#1e60,1#|line 3, column 1 (a): expected a finite 32-bit number, found 1.0E60",
        "a,label#1,0#2,2#|line 3, column 2: expected a label from 0 to 1, found 2",
        "a,label#1,0#2,0.5#|line 3, column 2: expected a label from 0 to 1, found 0.5",
        "a,label#1,x#2,#|line 3, column 2: expected a label, found an empty cell",
        "a,b#1,0#|expected a column `label`, found `a`, `b`",
        "a,label,label#1,0,1#|expected one column `label`, found it as number 2 and number 3",
        "1,0#2,1#|expected a column `label`, found a table without a header; name a column by its number, from 1 to 2",
        "label#1#|line 1: expected two columns or more, found one",
        "a,label#|expected rows behind the header, found none",
        "a,label#1,^0#2,1#|t.csv: line",
    })
    void whatIsWrongIsNamedWithLineAndColumn(String text, String message) {
        assertThatThrownBy(() -> read(label("label"), 2, text.replace('#', '\n').replace('^', '"'), 1))
                .isInstanceOf(DataException.class).hasMessageContaining("t.csv: ").hasMessageContaining(message);
    }

    @Test
    void otherFilesAreNoTables() throws IOException {
        assertThatThrownBy(() -> read(label("label"), 2, "", 1)).isInstanceOf(DataException.class).hasMessageContaining("expected a table, found no row");
        Path file = Files.write(folder.resolve("b.csv"), "a,label\n1,\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> CsvSource.of(file, Optional.empty(), 0.2, label("label"), new int[] {1}, 2).test())
                .isInstanceOf(DataException.class).hasMessageContaining("expected text in UTF-8");
        Path other = Files.writeString(folder.resolve("u.csv"), "a,label\n1,plum\n");
        Path names = Files.writeString(folder.resolve("n.csv"), "a,label\n1,pear\n2,fig\n");
        assertThatThrownBy(() -> CsvSource.of(names, Optional.of(other), 0.2, label("label"), new int[] {1}, 2).test())
                .isInstanceOf(DataException.class).hasMessageContaining("u.csv: line 2, column 2: expected a label of the training rows, fig, pear, found `plum`");
    }
}
