package org.cnnc.compiler.data;

import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;

/** A table in text. */
final class Csv {
    static final DataSource SOURCE = new DataSource(
            "csv",
            "A table in text: features, and a column of classes or of a target.",
            CommonArguments.after(
                    Argument.positional("file", new ArgumentType.Text(), "the table"),
                    Argument.optionalKey("label", new ArgumentType.Text(), "the column of classes, by number or by name; `label` unless given"),
                    Argument.optionalKey("target", new ArgumentType.Text(), "the column of a number to be predicted, in place of classes"),
                    Argument.optionalKey("header", ArgumentType.flag(), "whether the first row names the columns; unless given, it does if none of its cells is a number"),
                    Argument.key("separator", new ArgumentType.Text(), "\",\"", "what stands between cells"),
                    Argument.optionalKey("test_file", new ArgumentType.Text(), "the rows of the test"),
                    CommonArguments.test()));

    private Csv() {}
}
