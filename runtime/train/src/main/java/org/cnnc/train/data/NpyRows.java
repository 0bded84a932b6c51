package org.cnnc.train.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.cnnc.train.DataException;
import org.cnnc.train.Dataset;
import org.cnnc.train.Samples;
import org.cnnc.train.Targets;

/**
 * An {@code .npy} array whose first axis counts samples.
 *
 * @param rows the elements of each sample, as they are in the file
 * @param shape extents of a sample
 */
record NpyRows(Path file, NpyType type, byte[][] rows, int[] shape) {
    static NpyRows read(Path file) throws IOException {
        DataFiles.requireFile(file, "an .npy array");
        try (ByteReader in = ByteReader.openPlain(file)) {
            NpyHeader header = NpyHeader.read(file, in, Files.size(file));
            int[] all = header.shape();
            if (all.length == 0 || Arrays.stream(all).anyMatch(extent -> extent == 0)) {
                throw new DataException(DataException.Kind.EMPTY, file, "expected samples along the first axis, found an array of " + Arrays.toString(all));
            }
            int[] shape = Arrays.copyOfRange(all, 1, all.length);
            long row = header.type().bytes;
            for (int extent : shape) row *= extent;
            if (row > Integer.MAX_VALUE - 8) throw new DataException(file, "a sample of " + Arrays.toString(shape) + " does not fit into one array");
            Memory memory = Memory.of(file);
            memory.take((long) Long.BYTES * all[0]);
            byte[][] rows = new byte[all[0]][];
            for (int i = 0; i < rows.length; i++) {
                memory.take(row);
                rows[i] = in.upTo((int) row);
                if (rows[i].length < row) throw new DataException(file, "expected more, found the end at byte " + in.position());
            }
            return new NpyRows(file, header.type(), rows, shape);
        }
    }

    /** Unsigned bytes as pixels, other numbers as they are. @param input extents of the network's input */
    Samples samples(int[] input) throws DataException {
        int[] sample = SampleExtents.of(shape, input);
        if (type == NpyType.UBYTE) return Samples.ofBytes(rows, sample);
        float[][] values = new float[rows.length][];
        Memory memory = Memory.of(file);
        for (int s = 0; s < rows.length; s++) {
            memory.take((long) Float.BYTES * rows[s].length / type.bytes);
            values[s] = numbers(s);
        }
        return Samples.ofFloats(values, sample);
    }

    /**
     * Whole numbers as classes, other numbers as they are.
     *
     * @param classes that the network can tell
     */
    Targets targets(int classes) throws DataException {
        int size = Dataset.sizeOf(shape);
        if (!type.whole) {
            float[] all = new float[Math.multiplyExact(rows.length, size)];
            for (int s = 0; s < rows.length; s++) System.arraycopy(numbers(s), 0, all, s * size, size);
            return new Targets.Values(all, shape.length == 0 ? new int[] {1} : shape);
        }
        if (size != 1) {
            throw new DataException(DataException.Kind.MISFIT, file, "expected one label a sample, found " + Dataset.extents(shape)
                    + " whole numbers; targets that are no classes are saved as float32");
        }
        int[] labels = new int[rows.length];
        for (int s = 0; s < labels.length; s++) {
            int sample = s;
            labels[s] = Numbers.label(type.at(little(s), 0), classes, file, () -> "element " + place(sample, 0));
        }
        return new Targets.Classes(labels, classes);
    }

    private float[] numbers(int sample) throws DataException {
        ByteBuffer row = little(sample);
        float[] numbers = new float[row.capacity() / type.bytes];
        for (int i = 0; i < numbers.length; i++) {
            int at = i;
            numbers[i] = Numbers.finite(type.at(row, i * type.bytes), file, () -> "element " + place(sample, at));
        }
        return numbers;
    }

    private ByteBuffer little(int sample) {
        return ByteBuffer.wrap(rows[sample]).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** As NumPy indexes it: {@code [3, 0, 2]}. */
    private String place(int sample, int element) {
        return NpyFile.index(element, shape, sample);
    }
}
