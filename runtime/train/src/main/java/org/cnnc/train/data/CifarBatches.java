package org.cnnc.train.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.cnnc.train.DataException;

/** CIFAR-10's binary version: records of a label and 1024 red, 1024 green and 1024 blue bytes, row by row. */
final class CifarBatches {
    private static final int RECORD = 1 + CifarSource.CHANNELS * CifarSource.AREA;

    private CifarBatches() {}

    static CifarSource.Labelled read(List<Path> files, int limit) throws IOException {
        CifarSource.Labelled all = CifarSource.Labelled.empty();
        for (Path file : files) {
            if (all.cells().size() >= limit) break;
            try (ByteReader in = ByteReader.open(DataFiles.requireFile(file, "a batch of CIFAR-10"))) {
                read(in, all, limit);
            }
        }
        return all;
    }

    private static void read(ByteReader in, CifarSource.Labelled all, int limit) throws IOException {
        Memory memory = Memory.of(in.name());
        int before = all.cells().size();
        while (all.cells().size() < limit) {
            long start = in.position();
            memory.take(RECORD);
            byte[] record = in.upTo(RECORD);
            if (record.length == 0 && all.cells().size() > before) return;
            if (record.length < RECORD) {
                throw new DataException(in.name(), "byte " + start + ": expected a record of " + RECORD + " bytes, a label and 3 x 32 x 32"
                        + " pixels, found the end at byte " + in.position() + "; the file is cut off, get it again");
            }
            all.labels().add(Numbers.label(record[0] & 0xFF, CifarSource.CLASSES, in.name(), () -> "byte " + start));
            all.cells().add(Arrays.copyOfRange(record, 1, RECORD));
        }
    }
}
