package org.cnnc.train.data;

import java.nio.file.Path;

/** Fashion-MNIST (Xiao, Rasul and Vollgraf, 2017): 60,000 and 10,000 images of 1 x 28 x 28 in 10 classes. */
public final class FashionMnist {
    /** Where Debian's package dataset-fashion-mnist puts it. */
    public static final Path FOLDER = Path.of("/usr/share/datasets/fashion-mnist");

    private static final int CLASSES = 10;
    private static final int[] INPUT = {1, 28, 28};

    private FashionMnist() {}

    /** Its four IDX files in a folder. */
    public static IdxSource folder(Path folder) {
        return IdxSource.of(folder, INPUT, CLASSES, "Fashion-MNIST is Debian's package dataset-fashion-mnist (apt-get install"
                + " dataset-fashion-mnist); its four files are also at https://github.com/zalandoresearch/fashion-mnist,"
                + " to be put into a folder: fashion_mnist(\"folder\")");
    }
}
