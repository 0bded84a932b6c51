package org.cnnc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.runtime.TensorInfo;
import org.cnnc.train.DataException;
import org.cnnc.train.data.Image;
import org.cnnc.train.data.ImageFile;
import org.cnnc.train.Normalization;
import org.cnnc.train.data.NpyFile;
import org.cnnc.train.data.Resize;

/** Reads images and arrays as samples of a network's input. */
final class PredictionInput {
    private static final int IMAGE_RANK = 3;
    private static final float BYTE = 255f;

    private final TensorInfo input;
    private final int pad;
    private final Resize resize;
    private final Normalization normalization;

    private PredictionInput(TensorInfo input, int pad, Resize resize, Normalization normalization) {
        this.input = input;
        this.pad = pad;
        this.resize = resize;
        this.normalization = normalization;
    }

    /**
     * Samples of one file.
     *
     * @param single whether the file holds one sample and not an array of samples
     * @param data sample-major
     */
    record Samples(Path file, boolean single, int count, float[] data) {}

    /** Prepares as the train section, if there is one, prepares its data. */
    static PredictionInput of(TensorInfo input, ModelArguments.Loaded loaded, TrainedWeights weights) throws IOException {
        TypedGraph graph = loaded.model().graph();
        if (graph.training().isEmpty()) return new PredictionInput(input, 0, Resize.NONE, Normalization.NONE);
        TrainingData data = TrainingData.of(graph, loaded.file(), Optional.empty());
        return new PredictionInput(input, data.options().pad(), data.resize(), weights.normalization(data));
    }

    /** @throws DataException if the file is missing or damaged, or does not fit the input */
    Samples read(Path file) throws IOException {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".npy") ? array(file) : image(file);
    }

    private Samples image(Path file) throws IOException {
        int[] shape = input.shape();
        if (shape.length != IMAGE_RANK) {
            throw new DataException(DataException.Kind.MISFIT, file, "the network takes " + input + ", which no image has; give an .npy array");
        }
        Image image = fitted(file, ImageFile.read(file, shape[0]));
        float[] pixels = image.pixels().clone();
        normalization.apply(pixels, 0, pixels.length);
        return new Samples(file, true, 1, pixels);
    }

    private Image fitted(Path file, Image image) throws DataException {
        try {
            int height = input.shape()[1];
            int width = input.shape()[2];
            Image resized = resize == Resize.NONE ? image : resize.apply(image, height - 2 * pad, width - 2 * pad);
            return resized.fit(height, width, pad);
        } catch (DataException e) {
            throw new DataException(DataException.Kind.MISFIT, file, e.getMessage(), e);
        }
    }

    private Samples array(Path file) throws IOException {
        NpyFile array = NpyFile.read(file);
        int[] found = array.shape();
        boolean single = Arrays.equals(found, input.shape());
        boolean several = found.length == input.shape().length + 1
                && Arrays.equals(Arrays.copyOfRange(found, 1, found.length), input.shape());
        if (!single && !several) {
            throw new DataException(DataException.Kind.MISFIT, file, "expected an array of the input " + input
                    + ", or of several such samples, found " + Arrays.toString(found));
        }
        float[] data = array.data();
        if (array.dtype().equals("|u1")) {
            for (int i = 0; i < data.length; i++) data[i] /= BYTE;
            for (int at = 0; at < data.length; at += input.size()) normalization.apply(data, at, input.size());
        }
        return new Samples(file, single, data.length / input.size(), data);
    }
}
