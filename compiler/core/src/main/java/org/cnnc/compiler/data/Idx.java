package org.cnnc.compiler.data;

import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;

/** A folder with four IDX files, gzipped or not, named as MNIST's are. */
final class Idx {
    static final DataSource SOURCE = new DataSource(
            "idx",
            "A folder of IDX files, named as MNIST's are.",
            ImageArguments.after(Argument.positional("dir", new ArgumentType.Text(), "the folder")));

    private Idx() {}
}
