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

    /** Mean and standard deviation of the chosen images' pixels, scaled to 0..1 and without any padding. */
    Normalization normalization(int[] indices) {
        int size = height() * width();
        long sum = 0;
        long squares = 0;
        for (int index : indices) {
            for (int i = index * size; i < (index + 1) * size; i++) {
                int pixel = images.data()[i] & 0xFF;
                sum += pixel;
                squares += (long) pixel * pixel;
            }
        }
        double n = (double) indices.length * size;
        double mean = sum / n;
        double deviation = Math.sqrt(squares / n - mean * mean);
        return new Normalization(
                new float[] {(float) (mean / 255)}, new float[] {deviation > 0 ? (float) (deviation / 255) : 1f});
    }

    /** The chosen images as 1 x height x width floats: scaled to 0..1, padded with zeros, then normalised. */
    Dataset dataset(int[] indices, int pad, Normalization normalization) throws DataException {
        long height = height() + 2L * pad;
        long width = width() + 2L * pad;
        if (indices.length * height * width > Integer.MAX_VALUE - 8) {
            throw new DataException(images.name(), "" + indices.length + " images of " + height + " x " + width
                    + " do not fit into one array; limit = " + (Integer.MAX_VALUE - 8) / (height * width) + " would");
        }
        int[] shape = {1, (int) height, (int) width};
        float[] samples = new float[(int) (indices.length * height * width)];
        int[] chosen = new int[indices.length];
        for (int s = 0; s < indices.length; s++) {
            chosen[s] = labels.data()[indices[s]] & 0xFF;
            for (int y = 0; y < height(); y++) {
                int from = (indices[s] * height() + y) * width();
                int to = (int) ((s * height + y + pad) * width + pad);
                for (int x = 0; x < width(); x++) samples[to + x] = (images.data()[from + x] & 0xFF) / 255f;
            }
        }
        normalization.apply(samples, (int) (height * width));
        return new Dataset(samples, shape, chosen, classes);
    }
}
