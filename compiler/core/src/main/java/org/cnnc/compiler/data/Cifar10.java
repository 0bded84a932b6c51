package org.cnnc.compiler.data;

import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;

/** CIFAR-10 by Krizhevsky, 2009: 50,000 and 10,000 images of 3 x 32 x 32 in 10 classes. */
final class Cifar10 {
    static final DataSource SOURCE = new DataSource(
            "cifar10",
            "CIFAR-10's colour images, 3 x 32 x 32, 10 classes.",
            CommonArguments.after(
                    Argument.positional("dir", new ArgumentType.Text(), "\"cifar-10-batches-bin\"", "the folder of its binary files, or of PNG sheets")));

    private Cifar10() {}
}
