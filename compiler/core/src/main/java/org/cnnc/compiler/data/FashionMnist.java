package org.cnnc.compiler.data;

import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;

/** Fashion-MNIST by Xiao, Rasul and Vollgraf, 2017: 60,000 and 10,000 images of 1 x 28 x 28 in 10 classes. */
final class FashionMnist {
    static final DataSource SOURCE = new DataSource(
            "fashion_mnist",
            "Fashion-MNIST's pieces of clothing, 1 x 28 x 28, 10 classes.",
            CommonArguments.after(
                    Argument.positional("dir", new ArgumentType.Text(), "\"/usr/share/datasets/fashion-mnist\"", "the folder of its four IDX files")));

    private FashionMnist() {}
}
