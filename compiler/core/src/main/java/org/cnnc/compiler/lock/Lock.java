package org.cnnc.compiler.lock;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.shape.CheckedModel;

/**
 * What a file's models come to.
 *
 * @param set the values from outside that it was made with
 * @param models by name, in the file's order
 */
public record Lock(Overrides set, SequencedMap<String, LockedModel> models) {
    /** The version of the files that are written and read. */
    public static final int FORMAT = 1;

    private static final String EXTENSION = ".lock";

    /** The lock of checked models, which are all of a file's. */
    public static Lock of(Overrides overrides, List<CheckedModel> models) {
        SequencedMap<String, LockedModel> locked = new LinkedHashMap<>();
        for (CheckedModel model : models) locked.put(model.graph().name(), LockedModel.of(model));
        return new Lock(overrides, locked);
    }

    /** {@code lenet5.cnn.lock} beside {@code lenet5.cnn}. */
    public static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + EXTENSION);
    }
}
