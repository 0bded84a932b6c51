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
 * @param whole whether these are all: no import could not be read
 */
record Library(Registry layers, Map<String, BlockDecl> blocks, Set<String> broken, boolean whole) {
    static Library of(List<LayerKind> kinds, Program program) {
        return new Library(new Registry(kinds), Map.copyOf(program.blocks()), Set.copyOf(program.broken()), program.unread().isEmpty());
    }
}
