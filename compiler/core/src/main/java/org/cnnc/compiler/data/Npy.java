package org.cnnc.compiler.data;

import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;

/** Two arrays of NumPy's. */
final class Npy {
    static final DataSource SOURCE = new DataSource(
            "npy",
            "Arrays of NumPy's: samples, and their classes as whole numbers or targets as floats.",
            CommonArguments.after(
                    Argument.positional("x", new ArgumentType.Text(), "the samples"),
                    Argument.positional("y", new ArgumentType.Text(), "their classes or targets"),
                    Argument.optionalKey("test_x", new ArgumentType.Text(), "the samples of the test"),
                    Argument.optionalKey("test_y", new ArgumentType.Text(), "their classes or targets"),
                    CommonArguments.test()));

    private Npy() {}
}
