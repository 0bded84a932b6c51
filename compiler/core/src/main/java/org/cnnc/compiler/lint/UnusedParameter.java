package org.cnnc.compiler.lint;

import java.util.List;
import java.util.function.Consumer;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.parse.BlockDecl;
import org.cnnc.compiler.parse.Declaration;
import org.cnnc.compiler.parse.Identifier;
import org.cnnc.compiler.parse.ImportDecl;
import org.cnnc.compiler.parse.ModelDecl;
import org.cnnc.compiler.parse.ParameterDecl;
import org.cnnc.compiler.parse.Statement;
import org.cnnc.compiler.parse.TrainDecl;

/** A parameter that neither the body nor another parameter reads: whatever it is set to, nothing changes. */
final class UnusedParameter implements Rule {
    @Override
    public void check(Subject subject, Consumer<Diagnostic> warn) {
        for (Declaration declaration : subject.declarations()) {
            switch (declaration) {
                case BlockDecl block -> check(block.name(), block.parameters(), block.body(), warn);
                case ModelDecl model -> check(model.name(), model.parameters(), model.body(), warn);
                case ImportDecl imported -> { }
                case TrainDecl train -> { }
            }
        }
    }

    private static void check(Identifier owner, List<ParameterDecl> parameters, List<Statement> body, Consumer<Diagnostic> warn) {
        Mentions read = Mentions.of(body);
        parameters.forEach(read::add);
        for (ParameterDecl parameter : parameters) {
            if (read.names().contains(parameter.name().text())) continue;
            warn.accept(Diagnostic.warning(Code.CNN7002, parameter.name().span(), "nothing in `" + owner + "` reads `" + parameter.name() + "`"));
        }
    }
}
