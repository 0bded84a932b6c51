package org.cnnc.compiler.lint;

import java.util.List;
import java.util.function.Consumer;
import org.cnnc.compiler.parse.Statement;

/** Walks over bodies. */
final class Statements {
    private Statements() {}

    /** Visits each statement of a body and of the bodies in it, in the file's order. */
    static void forEach(List<Statement> body, Consumer<Statement> visit) {
        for (Statement statement : body) {
            visit.accept(statement);
            for (List<Statement> inner : bodies(statement)) forEach(inner, visit);
        }
    }

    /** The bodies right inside a statement. */
    static List<List<Statement>> bodies(Statement statement) {
        return switch (statement) {
            case Statement.Group group -> List.of(group.body());
            case Statement.Branch branch -> List.of(branch.body());
            case Statement.If choice -> List.of(choice.then(), choice.otherwise());
            case Statement.Repeat repeat -> List.of(repeat.body());
            case Statement.Input input -> List.of();
            case Statement.Layer layer -> List.of();
            case Statement.Let let -> List.of();
            case Statement.Default given -> List.of();
            case Statement.Output output -> List.of();
            case Statement.Expect expect -> List.of();
            case Statement.Broken broken -> List.of();
        };
    }
}
