package org.cnnc.compiler.lint;

import java.util.List;
import java.util.function.Consumer;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.parse.BlockDecl;
import org.cnnc.compiler.parse.Declaration;
import org.cnnc.compiler.parse.ImportDecl;
import org.cnnc.compiler.parse.ModelDecl;
import org.cnnc.compiler.parse.Statement;
import org.cnnc.compiler.parse.TrainDecl;

/** A {@code let} whose value nothing reads. */
final class UnusedLet implements Rule {
    @Override
    public void check(Subject subject, Consumer<Diagnostic> warn) {
        for (Declaration declaration : subject.declarations()) {
            switch (declaration) {
                case BlockDecl block -> check(block.body(), Mentions.of(block.body()), warn);
                case ModelDecl model -> check(model.body(), Mentions.of(model.body()), warn);
                case ImportDecl imported -> { }
                case TrainDecl train -> { }
            }
        }
    }

    private static void check(List<Statement> body, Mentions read, Consumer<Diagnostic> warn) {
        Statements.forEach(body, statement -> {
            if (!(statement instanceof Statement.Let let) || read.names().contains(let.name().text())) return;
            warn.accept(Diagnostic.warning(Code.CNN7003, let.name().span(), "nothing reads `" + let.name() + "`")
                    .fix(Removal.statement(let.span(), "remove it")));
        });
    }
}
