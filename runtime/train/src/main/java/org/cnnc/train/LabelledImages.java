package org.cnnc.train;

import java.util.Arrays;
import org.cnnc.runtime.CounterRandom;

/**
 * Grey images of single bytes with their labels, as IDX files hold them, and what makes data sets of them.
 *
 * @param images pixels of count x height x width
 * @param labels one for each image
 * @param classes number of classes
 */
record LabelledImages(IdxFile images, IdxFile labels, int classes) {
    /** Separates the draw of the validation samples from other uses of the seed. */
    private static final long VALIDATION = 0x76616C;

    private static final int LABEL_HEADER = 8;

    /** Checks that images and labels belong together. */
    static LabelledImages of(IdxFile images, IdxFile labels, int classes) throws DataException {
        int count = images.extents()[0];
        if (count != labels.extents()[0]) {
            throw new DataException(labels.name(), "byte 4: expected " + count + " labels, one for each image of "
                    + images.name() + ", found " + labels.extents()[0] + "; give the files of one split");
        }
        for (int i = 0; i < count; i++) {
            int label = labels.data()[i] & 0xFF;
            if (label >= classes) {
                throw new DataException(DataException.Kind.MISFIT, labels.name(), "byte " + (LABEL_HEADER + i) + ": expected a label from 0 to "
                        + (classes - 1) + ", found " + label);
            }
        }
        return new LabelledImages(images, labels, classes);
    }

    int count() {
        return images.extents()[0];
    }

    private int height() {
        return images.extents()[1];
    }

    private int width() {
        return images.extents()[2];
    }

    /** All indices below {@code limit}. */
    static int[] first(int limit) {
        int[] indices = new int[limit];
        Arrays.setAll(indices, i -> i);
        return indices;
    }

    /** So many of the indices below {@code count}, drawn by the seed, in ascending order. */
    static int[] draw(int count, int drawn, long seed) {
        int[] order = Shuffle.permutation(count, CounterRandom.derive(seed, VALIDATION));
        int[] chosen = Arrays.copyOf(order, drawn);
        Arrays.sort(chosen);
        return chosen;
    }

    /** Indices below {@code count} that are not among the (ascending) others. */
    static int[] without(int count, int[] others) {
        int[] rest = new int[count - others.length];
        int next = 0;
        int at = 0;
        for (int i = 0; i < count; i++) {
            if (next < others.length && others[next] == i) {
                next++;
            } else {
                rest[at++] = i;
            }
        }
        return rest;
    }

    /** The images as 1 x height x width, one-channelled, with their labels. */
    Dataset dataset() {
        int size = height() * width();
        byte[][] cells = new byte[count()][];
        Arrays.setAll(cells, i -> Arrays.copyOfRange(images.data(), i * size, (i + 1) * size));
        int[] chosen = new int[count()];
        Arrays.setAll(chosen, i -> labels.data()[i] & 0xFF);
        return new Dataset(ByteSamples.of(cells, 1, height(), width()), new Targets.Classes(chosen, classes));
    }
}
