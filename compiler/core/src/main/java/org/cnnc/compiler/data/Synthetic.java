package org.cnnc.compiler.data;

import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;

/** Generated samples in the shape of the model's input. */
final class Synthetic {
    static final DataSource SOURCE = new DataSource(
            "synthetic",
            "Generated samples in the shape of the input.",
            CommonArguments.after(
                    Argument.key("samples", ArgumentType.count(10), "1000", "how many, a fifth of them for the test"),
                    Argument.optionalKey("classes", ArgumentType.count(2), "how many classes; the output's unless given"),
                    Argument.key("kind", ArgumentType.choice("clusters", "xor", "linear"), "clusters", "`clusters` far apart, `xor` of two signs, or targets that are `linear` in the sample"),
                    Argument.key("seed", ArgumentType.count(0), "1", "what they depend on")));

    private Synthetic() {}
}
