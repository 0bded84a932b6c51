package org.cnnc.compiler.lock;

import java.util.List;

/** How a layer differs from the lock. */
public sealed interface LayerDifference {
    /** The layer's name now; of a layer that is gone, the one it had. */
    String name();

    /**
     * A layer with another definition.
     *
     * @param definition what differs in its op, arguments, inputs or initialiser
     * @param results what differs in its shape, parameters or work
     */
    record Changed(LockedLayer was, LockedLayer is, List<Change> definition, List<Change> results) implements LayerDifference {
        @Override
        public String name() {
            return is.name();
        }
    }

    /** A layer that the lock does not have. */
    record Added(LockedLayer is) implements LayerDifference {
        @Override
        public String name() {
            return is.name();
        }
    }

    /** A layer that is gone. @param after the layer above it that is still there; empty if none is */
    record Removed(LockedLayer was, String after) implements LayerDifference {
        @Override
        public String name() {
            return was.name();
        }
    }

    /** A layer that is all the same under another name. @param results what follows from other layers' differences */
    record Renamed(LockedLayer was, LockedLayer is, List<Change> results) implements LayerDifference {
        @Override
        public String name() {
            return is.name();
        }
    }

    /**
     * A layer of the same definition that comes to something else.
     *
     * @param cause name of the nearest layer above that differs by itself; empty if none does, as when the model's
     *     input does
     */
    record Follows(LockedLayer was, LockedLayer is, List<Change> results, String cause) implements LayerDifference {
        @Override
        public String name() {
            return is.name();
        }
    }
}
