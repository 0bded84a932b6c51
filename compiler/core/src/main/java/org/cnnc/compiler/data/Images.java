package org.cnnc.compiler.data;

import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;

/** A folder of images, one folder a class. */
final class Images {
    static final DataSource SOURCE = new DataSource(
            "images",
            "A folder of images (PNG, JPEG, GIF, BMP), one folder a class.",
            CommonArguments.after(
                    Argument.positional("dir", new ArgumentType.Text(), "the folder of the classes, or of `train`, `validation` and `test`"),
                    Argument.key("resize", ArgumentType.choice("none", "stretch", "crop"), "none", "what becomes of images of other extents than the input's"),
                    CommonArguments.test()));

    private Images() {}
}
