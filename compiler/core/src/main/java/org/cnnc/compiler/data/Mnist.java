package org.cnnc.compiler.data;

/** The handwritten digits of LeCun et al., 1998: 60,000 and 10,000 images of 1 x 28 x 28 in 10 classes. */
final class Mnist {
    static final DataSource SOURCE =
            new DataSource("mnist", "MNIST's handwritten digits, 1 x 28 x 28, 10 classes.", CommonArguments.after());

    private Mnist() {}
}
