package org.cnnc.compiler.graph;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cnnc.compiler.op.LayerKind;
import org.cnnc.compiler.parse.BlockDecl;

/**
 * What statements can name beside tensors: the registry's layers and the blocks of the files.
 *
 * @param broken names of blocks whose syntax is wrong, of which no more is to be said
 */
record Library(Registry layers, Map<String, BlockDecl> blocks, Set<String> broken) {
    static Library of(List<LayerKind> kinds, Map<String, BlockDecl> blocks, Set<String> broken) {
        return new Library(new Registry(kinds), Map.copyOf(blocks), Set.copyOf(broken));
    }
}
