package org.cnnc.compiler.graph;

import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.op.LayerKind;
import org.cnnc.compiler.parse.BlockDecl;
import org.cnnc.compiler.parse.Declaration;
import org.cnnc.compiler.parse.Identifier;
import org.cnnc.compiler.parse.ImportDecl;
import org.cnnc.compiler.parse.ModelDecl;
import org.cnnc.compiler.parse.SourceFile;
import org.cnnc.compiler.parse.Statement;
import org.cnnc.compiler.parse.TrainDecl;

/**
 * Looks up the layers and the keys of their arguments in all of a file, in blocks that no model uses and under
 * conditions that do not hold too: what values there are is not known there, what names there are is.
 */
public final class NameCheck {
    private final Library library;
    private final LayerNames names;
    private final ArgumentReader arguments;

    private NameCheck(Library library, Diagnostics diagnostics) {
        this.library = library;
        this.names = new LayerNames(library, diagnostics);
        this.arguments = new ArgumentReader(library.layers(), diagnostics);
    }

    public static void check(SourceFile file, Program program, List<LayerKind> kinds, Diagnostics diagnostics) {
        NameCheck check = new NameCheck(Library.of(kinds, program), diagnostics);
        for (Declaration declaration : file.declarations()) {
            switch (declaration) {
                case BlockDecl block -> check.body(block.body());
                case ModelDecl model -> check.body(model.body());
                case ImportDecl imported -> { }
                case TrainDecl train -> { }
            }
        }
    }

    private void body(List<Statement> body) {
        for (Statement statement : body) {
            switch (statement) {
                case Statement.Layer layer -> layer(layer);
                case Statement.Default given -> kind(given.kind());
                case Statement.Group group -> body(group.body());
                case Statement.Branch branch -> body(branch.body());
                case Statement.Repeat repeat -> body(repeat.body());
                case Statement.If choice -> {
                    body(choice.then());
                    body(choice.otherwise());
                }
                case Statement.Input input -> { }
                case Statement.Let let -> { }
                case Statement.Output output -> { }
                case Statement.Expect expect -> { }
                case Statement.Broken broken -> { }
            }
        }
    }

    private void layer(Statement.Layer layer) {
        kind(layer.kind()).ifPresent(kind -> layer.arguments().forEach(
                argument -> argument.key().ifPresent(key -> arguments.find(kind.schema(), key, kind.name()))));
    }

    /** The layer of a name, if it is no block's. */
    private Optional<LayerKind> kind(Identifier name) {
        if (library.blocks().containsKey(name.text())) return Optional.empty();
        Optional<LayerKind> kind = library.layers().find(name.text());
        if (kind.isEmpty()) names.tellUnknown(name);
        return kind;
    }
}
