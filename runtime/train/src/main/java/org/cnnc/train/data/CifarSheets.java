package org.cnnc.train.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamReadException;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cnnc.train.DataException;

/** CIFAR-10 as sheets: PNG files of which each row is an image of 1024 RGB pixels, and a JSON list of the labels. */
final class CifarSheets {
    private static final int MOST_ROWS = 60_000;
    private static final JsonFactory JSON = new JsonFactory();

    private CifarSheets() {}

    static CifarSource.Labelled read(List<Path> sheets, Path labelFile, int limit) throws IOException {
        List<Integer> labels = labels(labelFile);
        CifarSource.Labelled all = CifarSource.Labelled.empty();
        for (Path sheet : sheets) {
            if (all.cells().size() < limit) read(sheet, all.cells(), limit);
        }
        int count = all.cells().size();
        if (labels.size() < count || labels.size() > count && count < limit) {
            throw new DataException(labelFile, "expected " + count + " labels, one for each row of the sheets, found " + labels.size());
        }
        all.labels().addAll(labels.subList(0, count));
        return all;
    }

    private static List<Integer> labels(Path file) throws IOException {
        DataFiles.requireFile(file, "the labels as a JSON list");
        List<Integer> labels = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(file.toFile())) {
            if (parser.nextToken() != JsonToken.START_ARRAY) throw unexpected(file, parser, "a list, `[`");
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (!parser.hasToken(JsonToken.VALUE_NUMBER_INT) && !parser.hasToken(JsonToken.VALUE_NUMBER_FLOAT)) {
                    throw unexpected(file, parser, "a label");
                }
                int index = labels.size();
                labels.add(Numbers.label(parser.getDoubleValue(), CifarSource.CLASSES, file, () -> "label " + (index + 1)));
                if (labels.size() > MOST_ROWS) throw new DataException(file, "expected at most " + MOST_ROWS + " labels, found more");
            }
            if (parser.nextToken() != null) throw unexpected(file, parser, "the end");
        } catch (StreamReadException e) {
            throw new DataException(file, "line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr()
                    + ": expected a JSON list of labels: " + e.getOriginalMessage(), e);
        }
        return labels;
    }

    private static DataException unexpected(Path file, JsonParser parser, String expected) throws IOException {
        return new DataException(file, "byte " + parser.currentTokenLocation().getByteOffset() + ": expected " + expected + ", found "
                + (parser.currentToken() == null ? "the end" : parser.getText()));
    }

    private static void read(Path sheet, List<byte[]> cells, int limit) throws IOException {
        BufferedImage image = ImageFile.decode(sheet, (width, height) -> {
            if (width != CifarSource.AREA || height > MOST_ROWS) {
                throw new DataException(sheet, "expected a sheet of 1024 pixels in each of at most " + MOST_ROWS + " rows, found "
                        + width + " x " + height);
            }
        });
        Raster raster = image.getRaster();
        if (raster.getNumBands() < CifarSource.CHANNELS || raster.getSampleModel().getSampleSize(0) != Byte.SIZE) {
            throw new DataException(sheet, "expected RGB pixels of 8 bits, found channels: " + raster.getNumBands() + ", of "
                    + raster.getSampleModel().getSampleSize(0) + " bits");
        }
        int bands = raster.getNumBands();
        int[] row = new int[CifarSource.AREA * bands];
        for (int y = 0; y < raster.getHeight() && cells.size() < limit; y++) {
            raster.getPixels(0, y, CifarSource.AREA, 1, row);
            byte[] planes = new byte[CifarSource.CHANNELS * CifarSource.AREA];
            for (int i = 0; i < CifarSource.AREA; i++) {
                for (int c = 0; c < CifarSource.CHANNELS; c++) planes[c * CifarSource.AREA + i] = (byte) row[i * bands + c];
            }
            cells.add(planes);
        }
    }
}
