package org.cnnc.compiler.lint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cnnc.compiler.graph.Program;
import org.cnnc.compiler.parse.BlockDecl;
import org.cnnc.compiler.parse.Statement;

/** The layers and blocks that statements use, themselves and by the blocks that they use. */
final class UsedBlocks {
    private UsedBlocks() {}

    static Set<String> of(List<Statement> statements, Program program) {
        Set<String> used = new HashSet<>();
        List<String> open = new ArrayList<>(Mentions.of(statements).kinds());
        while (!open.isEmpty()) {
            String kind = open.removeLast();
            BlockDecl block = program.blocks().get(kind);
            if (used.add(kind) && block != null) open.addAll(Mentions.of(block.body()).kinds());
        }
        return used;
    }

    /** Those that the file's models use. */
    static Set<String> ofModels(Program program) {
        Set<String> used = new HashSet<>();
        program.models().forEach(model -> used.addAll(of(model.body(), program)));
        return used;
    }
}
