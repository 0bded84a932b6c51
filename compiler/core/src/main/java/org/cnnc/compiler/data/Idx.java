package org.cnnc.compiler.data;

import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;

/** A folder with four IDX files, gzipped or not, named as MNIST's are: of any rank and element type, by the names. */
final class Idx {
    static final DataSource SOURCE = new DataSource(
            "idx",
            "A folder of IDX files, named as MNIST's are.",
            CommonArguments.after(Argument.positional("dir", new ArgumentType.Text(), "the folder")));

    private Idx() {}
}
