package org.cnnc.compiler.op;

import org.cnnc.compiler.tensor.Shape;

/** The multiply-adds of a convolution, which its evaluation and both its gradients sum over. */
final class ConvTaps {
    private ConvTaps() {}

    /** Flat positions of one multiply-add in the batched input, the weight and the batched output. */
    @FunctionalInterface
    interface MultiplyAdd {
        void at(int input, int weight, int output);
    }

    static void forEach(Convolution convolution, Shape input, int samples, MultiplyAdd visitor) {
        WindowGeometry geometry = convolution.geometry(input);
        int channels = input.channels();
        int groupChannels = channels / convolution.groups();
        int groupFilters = convolution.filters() / convolution.groups();
        int inputArea = geometry.inputArea();
        int kernelArea = geometry.kernelArea();
        int outputArea = geometry.outputArea();
        geometry.forEachTap((o, k, i) -> {
            for (int n = 0; n < samples; n++) {
                for (int f = 0; f < convolution.filters(); f++) {
                    int firstChannel = f / groupFilters * groupChannels;
                    for (int c = 0; c < groupChannels; c++) {
                        visitor.at(
                                (n * channels + firstChannel + c) * inputArea + i,
                                (f * groupChannels + c) * kernelArea + k,
                                (n * convolution.filters() + f) * outputArea + o);
                    }
                }
            }
        });
    }
}
