package org.cnnc.compiler.graph;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.diagnostics.Suggestion;
import org.cnnc.compiler.parse.Identifier;

/** Tells of names that no layer and no block has. */
final class LayerNames {
    /** Words of statements that, misspelt, read like a layer with its arguments. */
    private static final List<String> STATEMENTS = List.of("default", "output", "expect");

    private final Library library;
    private final Diagnostics diagnostics;

    LayerNames(Library library, Diagnostics diagnostics) {
        this.library = library;
        this.diagnostics = diagnostics;
    }

    /** @return false where nothing is to be said of an unknown name, since what is wrong has been said elsewhere */
    boolean tellUnknown(Identifier kind) {
        if (library.broken().contains(kind.text())) return false;
        List<String> names = new ArrayList<>(library.layers().names());
        names.addAll(library.blocks().keySet().stream().sorted().toList());
        boolean near = Suggestion.nearest(kind.text(), names).isPresent();
        if (!near && Suggestion.nearest(kind.text(), STATEMENTS).isPresent()) names = STATEMENTS;
        // It may be a block of the file that could not be read.
        else if (!near && !library.whole()) return false;
        diagnostics.add(Suggestion.offer(
                Diagnostic.error(Code.CNN2001, kind.span(), "there is no layer or block `" + kind + "`"), kind.text(), names));
        return true;
    }
}
