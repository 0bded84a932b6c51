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

/** A {@code default} behind which nothing in its scope is of that kind. */
final class UnusedDefault implements Rule {
    @Override
    public void check(Subject subject, Consumer<Diagnostic> warn) {
        for (Declaration declaration : subject.declarations()) {
            switch (declaration) {
                case BlockDecl block -> check(subject, block.body(), warn);
                case ModelDecl model -> check(subject, model.body(), warn);
                case ImportDecl imported -> { }
                case TrainDecl train -> { }
            }
        }
    }

    private static void check(Subject subject, List<Statement> body, Consumer<Diagnostic> warn) {
        for (int i = 0; i < body.size(); i++) {
            Statement statement = body.get(i);
            Statements.bodies(statement).forEach(inner -> check(subject, inner, warn));
            if (!(statement instanceof Statement.Default given)) continue;
            String kind = given.kind().text();
            if (UsedBlocks.of(body.subList(i + 1, body.size()), subject.program()).contains(kind)) continue;
            warn.accept(Diagnostic.warning(Code.CNN7005, given.kind().span(), "no `" + kind + "` follows that it could apply to")
                    .fix(Removal.statement(given.span(), "remove it")));
        }
    }
}
