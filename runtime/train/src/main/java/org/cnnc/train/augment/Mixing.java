package org.cnnc.train.augment;

import java.util.Arrays;

/**
 * Mixes each sample of a batch with the next one, the last with the first, and their targets in the same shares. The
 * order of the batch is random, so that the partners are. What is drawn is drawn once a batch, as in both papers' code
 * and in torchvision. A batch of one sample stays as it is.
 */
public sealed interface Mixing extends Augmentation permits Mixup, Cutmix {
    /** Whether samples of this shape can be mixed so. */
    boolean fits(SampleShape shape);

    /** Mixes the inputs and the targets in place. @param draws of this augmentation and this batch */
    void apply(Batch batch, SampleShape shape, int targetSize, Draws draws);

    /**
     * Each row becomes {@code share} of itself and the rest of the next one, the last row's next being the first.
     *
     * @param values rows of {@code size} numbers
     */
    static void blend(float[] values, int size, int count, double share) {
        float[] first = Arrays.copyOf(values, size);
        for (int row = 0; row < count; row++) {
            boolean last = row == count - 1;
            float[] next = last ? first : values;
            int offset = last ? 0 : (row + 1) * size;
            for (int i = 0; i < size; i++) {
                int at = row * size + i;
                values[at] = (float) (share * values[at] + (1 - share) * next[offset + i]);
            }
        }
    }
}
