package org.cnnc.train.data;

import java.util.Arrays;
import org.cnnc.train.DataException;

/**
 * An image of floats from 0 to 1.
 *
 * @param channels number of channels
 * @param height in pixels
 * @param width in pixels
 * @param pixels channels x height x width
 */
public record Image(int channels, int height, int width, float[] pixels) {
    /**
     * Brings the image to a network's extents. One that has them stays as it is. One that is smaller is put
     * into the middle of zeros (a 28 x 28 digit in a 32 x 32 input, as the data's {@code pad = 2} does; where
     * the difference is odd, the odd row or column goes to the end). One that is larger is scaled down to
     * the extents without the padding, each pixel the mean of the area it covers, and then padded.
     *
     * @param toHeight the network's height
     * @param toWidth the network's width
     * @param pad zeros on each side that the network was trained with
     * @throws DataException if the image would be distorted: larger, and of other proportions
     */
    public Image fit(int toHeight, int toWidth, int pad) throws DataException {
        if (height == toHeight && width == toWidth) return this;
        if (height <= toHeight && width <= toWidth) return centred(toHeight, toWidth);
        int innerHeight = toHeight - 2 * pad;
        int innerWidth = toWidth - 2 * pad;
        boolean shrinks = innerHeight > 0 && innerWidth > 0 && height >= innerHeight && width >= innerWidth;
        if (!shrinks || (long) height * innerWidth != (long) width * innerHeight) {
            throw new DataException(DataException.Kind.MISFIT, "the image has " + height + " x " + width + " pixels, the network takes "
                    + toHeight + " x " + toWidth + "; crop it to the proportions of " + innerHeight + " x "
                    + innerWidth + " first");
        }
        return scaled(innerHeight, innerWidth).centred(toHeight, toWidth);
    }

    private Image centred(int toHeight, int toWidth) {
        float[] padded = new float[channels * toHeight * toWidth];
        int top = (toHeight - height) / 2;
        int left = (toWidth - width) / 2;
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < height; y++) {
                System.arraycopy(pixels, (c * height + y) * width,
                        padded, (c * toHeight + top + y) * toWidth + left, width);
            }
        }
        return new Image(channels, toHeight, toWidth, padded);
    }

    /** The middle part of these extents; where what is cut off is odd, the end loses more. */
    Image cropped(int toHeight, int toWidth) {
        float[] part = new float[channels * toHeight * toWidth];
        int top = (height - toHeight) / 2;
        int left = (width - toWidth) / 2;
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < toHeight; y++) {
                System.arraycopy(pixels, (c * height + top + y) * width + left, part, (c * toHeight + y) * toWidth, toWidth);
            }
        }
        return new Image(channels, toHeight, toWidth, part);
    }

    /** The pixels as bytes, rounded: what 8 bits a channel were in a file, they are again. */
    byte[] bytes() {
        byte[] bytes = new byte[pixels.length];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) Math.round(255 * pixels[i]);
        return bytes;
    }

    /**
     * The image at other extents, each pixel the mean of the area it covers: the rows first, then the columns; an
     * area's edges count by the share it covers.
     */
    Image scaled(int toHeight, int toWidth) {
        double[][] rows = shares(height, toHeight);
        double[][] columns = shares(width, toWidth);
        float[] scaled = new float[channels * toHeight * toWidth];
        double[] line = new double[width];
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < toHeight; y++) {
                Arrays.fill(line, 0);
                for (int k = 0; k + 1 < rows[y].length; k++) {
                    int from = (c * height + (int) rows[y][0] + k) * width;
                    for (int x = 0; x < width; x++) line[x] += rows[y][k + 1] * pixels[from + x];
                }
                for (int x = 0; x < toWidth; x++) {
                    double sum = 0;
                    for (int k = 0; k + 1 < columns[x].length; k++) {
                        sum += columns[x][k + 1] * line[(int) columns[x][0] + k];
                    }
                    scaled[(c * toHeight + y) * toWidth + x] = (float) sum;
                }
            }
        }
        return new Image(channels, toHeight, toWidth, scaled);
    }

    /** For each target pixel: the first source pixel that it covers, then the weights from there on. */
    private static double[][] shares(int from, int to) {
        double scale = (double) from / to;
        double[][] shares = new double[to][];
        for (int i = 0; i < to; i++) {
            double begin = i * scale;
            double end = Math.min(from, begin + scale);
            int first = (int) begin;
            int last = Math.min(from - 1, (int) Math.ceil(end) - 1);
            shares[i] = new double[2 + last - first];
            shares[i][0] = first;
            for (int k = first; k <= last; k++) {
                shares[i][1 + k - first] = (Math.min(end, k + 1) - Math.max(begin, k)) / scale;
            }
        }
        return shares;
    }
}
