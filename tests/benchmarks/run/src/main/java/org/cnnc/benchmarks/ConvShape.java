package org.cnnc.benchmarks;

import java.io.IOException;

/**
 * A convolution of square images.
 *
 * @param pad cells of padding at each edge
 * @param pixels of a side of the input
 */
record ConvShape(int channels, int filters, int kernel, int stride, int pad, int pixels) {
    /** 3x3 of stride 1, which keeps the size. */
    static ConvShape threeByThree(int channels, int pixels) {
        return new ConvShape(channels, channels, 3, 1, 1, pixels);
    }

    /** What is computed of a convolution in training. */
    enum Direction {
        FORWARD("forward", "forward"),
        INPUT_GRADIENT("input gradient", "conv_input_gradient"),
        WEIGHT_GRADIENT("weight gradient", "conv_weight_gradient");

        private final String text;
        private final String kernel;

        Direction(String text, String kernel) {
            this.text = text;
            this.kernel = kernel;
        }

        /** What its kernels' names begin with. */
        String kernels() {
            return "measured_" + kernel;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    int outputPixels() {
        return (pixels + 2 * pad - kernel) / stride + 1;
    }

    /** Multiply-adds of a sample, of each direction alike. */
    long macs() {
        return (long) channels * filters * kernel * kernel * outputPixels() * outputPixels();
    }

    /** A network of this convolution, behind a layer that it has a gradient to give to. */
    PreparedModel prepare(Bench bench) throws IOException {
        String name = "conv" + kernel + "s" + stride + "p" + pad + "-" + channels + "-" + filters + "-" + pixels;
        return bench.text(name, """
                model Layer {
                    input image: %d x %d x %d
                    before: depthwise 1x1, bias=false
                    measured: conv %d, %dx%d, stride=%d, pad=%d, bias=false
                    global_avgpool
                    flatten
                }
                train Layer {
                    loss mse
                    optimizer sgd(lr = 0)
                    batch 16
                }
                """.formatted(channels, pixels, pixels, filters, kernel, kernel, stride, pad));
    }

    @Override
    public String toString() {
        return kernel + "x" + kernel + (stride == 1 ? "" : "/" + stride) + " " + channels + "-" + filters + " @" + pixels;
    }
}
