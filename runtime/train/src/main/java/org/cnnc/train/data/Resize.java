package org.cnnc.train.data;

import java.io.IOException;
import java.nio.file.Path;
import org.cnnc.train.DataException;

/** What becomes of images that have not the extents of a network's input. */
public enum Resize {
    /** They are an error. */
    NONE,
    /** They are scaled to the extents, each axis by itself. */
    STRETCH,
    /** They are cut to the proportions of the extents, on two sides alike, and scaled. */
    CROP;

    /**
     * Reads an image as one of these extents.
     *
     * @param extents channels, height and width
     */
    Image read(Path file, int[] extents) throws IOException {
        int height = extents[1];
        int width = extents[2];
        Image image = ImageFile.read(file, extents[0], (foundWidth, foundHeight) -> {
            if (this == NONE && (foundWidth != width || foundHeight != height)) {
                throw new DataException(DataException.Kind.MISFIT, file, "expected " + height + " x " + width + " pixels, found "
                        + foundHeight + " x " + foundWidth + "; resize = stretch or resize = crop would fit it");
            }
        });
        return apply(image, height, width);
    }

    /** An image of these extents. */
    public Image apply(Image image, int height, int width) {
        if (image.height() == height && image.width() == width) return image;
        return switch (this) {
            case NONE -> throw new IllegalArgumentException("an image of " + image.height() + " x " + image.width() + " is not " + height + " x " + width);
            case STRETCH -> image.scaled(height, width);
            case CROP -> {
                int cropHeight = (int) Math.clamp(Math.round((double) image.width() * height / width), 1, image.height());
                int cropWidth = (int) Math.clamp(Math.round((double) image.height() * width / height), 1, image.width());
                yield image.cropped(cropHeight, cropWidth).scaled(height, width);
            }
        };
    }
}
