package org.cnnc.train.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cnnc.train.DataException;

/** The rows of a CSV file (RFC 4180) in UTF-8, one after the other; empty lines are left out. */
final class CsvRows implements Closeable {
    private static final int MOST_CELLS = 1 << 20;
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final Path file;
    private final CsvParser parser;
    private List<String> cells = List.of();
    private int line;

    private CsvRows(Path file, CsvParser parser) {
        this.file = file;
        this.parser = parser;
    }

    static CsvRows open(Path file, char separator) throws IOException {
        DataFiles.requireFile(file, "a table");
        BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        try {
            reader.mark(1);
            if (reader.read() != BYTE_ORDER_MARK) reader.reset();
            CsvParser parser = CsvFactory.builder()
                    .enable(CsvParser.Feature.WRAP_AS_ARRAY)
                    .enable(CsvParser.Feature.TRIM_SPACES)
                    .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
                    .build().createParser(reader);
            parser.setSchema(CsvSchema.emptySchema().withColumnSeparator(separator));
            CsvRows rows = new CsvRows(file, parser);
            rows.token();
            return rows;
        } catch (CharacterCodingException e) {
            reader.close();
            throw notUtf8(file, 1, e);
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /** Goes to the next row. @return false at the end */
    boolean next() throws IOException {
        if (token() != JsonToken.START_ARRAY) return false;
        line = parser.currentTokenLocation().getLineNr();
        cells = new ArrayList<>(cells.size());
        while (token() != JsonToken.END_ARRAY) {
            if (cells.isEmpty()) line = parser.currentTokenLocation().getLineNr();
            cells.add(parser.getText());
            if (cells.size() > MOST_CELLS) throw new DataException(file, "line " + line + ": expected at most " + MOST_CELLS + " cells, found more");
        }
        return true;
    }

    private JsonToken token() throws IOException {
        try {
            return parser.nextToken();
        } catch (CharacterCodingException e) {
            throw notUtf8(file, parser.currentLocation().getLineNr(), e);
        } catch (JsonProcessingException e) {
            throw new DataException(file, "line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage(), e);
        }
    }

    private static DataException notUtf8(Path file, int line, CharacterCodingException e) {
        return new DataException(file, "line " + line + " or a little behind: expected text in UTF-8, found other bytes; is it a CSV file?", e);
    }

    /** The row's cells, without quotes and the blanks around them. */
    List<String> cells() {
        return cells;
    }

    /** The row's first line in the file, from 1. */
    int line() {
        return line;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
