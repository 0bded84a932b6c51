package org.cnnc.compiler.graph;

import org.cnnc.compiler.source.Span;

/**
 * A use of a block.
 *
 * @param block the block's name
 * @param path the canonical name of the use
 * @param span the block's name and its arguments, where it is used
 * @param input number of the tensor that comes into it
 */
public record BlockUse(String block, String path, Span span, int input) {
    /** {@code  as layer2.0}, where the use has a name that its block's does not give. */
    public String as() {
        return path.toLowerCase().startsWith(block.toLowerCase()) ? "" : " as " + path;
    }
}
