package org.cnnc.train.augment;

import java.util.Arrays;

/** A sample at work. What cannot be done in place is written to {@link #spare} and then taken by {@link #swap}. */
final class Sample {
    private final SampleShape shape;
    private final float[] black;
    private float[] values;
    private float[] spare;

    /** @param black of each channel: 0 before normalisation */
    Sample(SampleShape shape, float[] black) {
        if (black.length != shape.channels()) {
            throw new IllegalArgumentException(
                    "black: expected one number for each of " + shape.channels() + " channels, found " + black.length);
        }
        this.shape = shape;
        this.black = black.clone();
        values = new float[shape.size()];
        spare = new float[shape.size()];
    }

    SampleShape shape() {
        return shape;
    }

    float black(int channel) {
        return black[channel];
    }

    /** Channels x depth x height x width. */
    float[] values() {
        return values;
    }

    /** As long as the values, with anything in it. */
    float[] spare() {
        return spare;
    }

    /** Takes what was written to the spare array for the values. */
    void swap() {
        float[] old = values;
        values = spare;
        spare = old;
    }

    /** Moves the content by whole cells towards higher indices, or lower ones where negative; black follows. */
    void move(int planes, int rows, int columns) {
        if (planes == 0 && rows == 0 && columns == 0) return;
        int width = shape.width();
        int kept = Math.max(0, width - Math.abs(columns));
        int lines = shape.channels() * shape.depth() * shape.height();
        for (int line = 0; line < lines; line++) {
            int fromRow = line % shape.height() - rows;
            int fromPlane = line / shape.height() % shape.depth() - planes;
            int channel = line / (shape.height() * shape.depth());
            int to = line * width;
            Arrays.fill(spare, to, to + width, black[channel]);
            boolean inside = fromRow >= 0 && fromRow < shape.height() && fromPlane >= 0 && fromPlane < shape.depth();
            if (!inside || kept == 0) continue;
            int from = ((channel * shape.depth() + fromPlane) * shape.height() + fromRow) * width;
            System.arraycopy(values, from + Math.max(0, -columns), spare, to + Math.max(0, columns), kept);
        }
        swap();
    }
}
