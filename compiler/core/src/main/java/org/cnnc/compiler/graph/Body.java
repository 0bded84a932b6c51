package org.cnnc.compiler.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * What statements of a body see.
 *
 * @param entry the tensor that came into the enclosing block, which {@code in} reads
 * @param uses the uses of blocks that lead here, the innermost first
 * @param depth number of block uses around
 */
record Body(
        Scope variables,
        TensorNames tensors,
        DefaultScope defaults,
        PathScope paths,
        Flow flow,
        int entry,
        List<BlockUse> uses,
        int depth) {
    boolean isModel() {
        return depth == 0;
    }

    /** An iteration or a condition's body: names of its own, but the same paths and the same flow. */
    Body transparent() {
        return new Body(variables.child(), tensors.child(), defaults.child(), paths, flow, entry, uses, depth);
    }

    /** A condition's body, whose tensors can be named behind it. */
    Body conditional() {
        return new Body(variables.child(), tensors, defaults.child(), paths, flow, entry, uses, depth);
    }

    /** A scope with a path and a flow of its own. */
    Body inside(String path, int start) {
        return inside(path, start, paths);
    }

    /** As {@link #inside(String, int)}, for a path that another scope handed out. */
    Body inside(String path, int start, PathScope from) {
        return new Body(variables.child(), tensors.child(), defaults.child(), from.inside(path), new Flow(start), entry, uses, depth);
    }

    /** An iteration whose paths another scope hands out. */
    Body named(PathScope scope) {
        return new Body(variables.child(), tensors.child(), defaults.child(), scope, flow, entry, uses, depth);
    }

    /** The inside of a block, which sees its parameters alone. */
    Body block(Scope parameters, String path, int start, BlockUse use) {
        List<BlockUse> longer = new ArrayList<>(uses);
        longer.addFirst(use);
        return new Body(parameters, TensorNames.root(), defaults.child(), paths.inside(path), new Flow(start), start,
                List.copyOf(longer), depth + 1);
    }

    Body withEntry(int tensor) {
        return new Body(variables, tensors, defaults, paths, flow, tensor, uses, depth);
    }
}
