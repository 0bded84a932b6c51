package org.cnnc.compiler.graph;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cnnc.compiler.op.Arguments;
import org.cnnc.compiler.op.Layer;
import org.cnnc.compiler.source.Span;

/**
 * A layer applied to tensors, not yet checked against their shapes.
 *
 * @param id the result's number
 * @param path the canonical name
 * @param inputs numbers of the tensors it reads; {@link Wire#BROKEN} for one that an earlier error left out
 * @param span the layer and its arguments
 * @param statement the whole statement, label included
 * @param arguments where the file gives each argument's value
 * @param resolved the arguments, defaults filled in; empty for an activation that another layer's {@code act} names
 * @param uses the uses of blocks that the layer comes from, the innermost first
 */
public record GraphNode(
        int id,
        String path,
        Layer layer,
        List<Integer> inputs,
        Span span,
        Span statement,
        Map<String, Span> arguments,
        Optional<Arguments> resolved,
        List<BlockUse> uses) {
    /** The innermost use of a block that the layer comes from. */
    public Optional<Span> use() {
        return uses.isEmpty() ? Optional.empty() : Optional.of(uses.getFirst().span());
    }
}
