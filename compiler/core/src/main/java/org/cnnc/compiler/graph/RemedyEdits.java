package org.cnnc.compiler.graph;

import java.util.List;
import java.util.Map;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Edit;
import org.cnnc.compiler.diagnostics.Fix;
import org.cnnc.compiler.op.Remedy;
import org.cnnc.compiler.source.Span;

/** Makes a layer's {@link Remedy remedies} edits of the statement that it stands in. */
public final class RemedyEdits {
    private RemedyEdits() {}

    /**
     * @param use the layer and its arguments
     * @param statement the whole statement, label included
     * @param arguments where the file gives each argument's value
     */
    public static Diagnostic add(Diagnostic diagnostic, List<Remedy> remedies, Span use, Span statement, Map<String, Span> arguments) {
        Diagnostic all = diagnostic;
        for (Remedy remedy : remedies) {
            Edit edit = switch (remedy) {
                case Remedy.SetArgument set -> argument(set.name(), set.value(), use, arguments);
                case Remedy.PutBefore put -> before(put.layer(), statement);
            };
            all = all.fix(new Fix(remedy.text(), edit));
        }
        return all;
    }

    /** Replaces the argument's value, or puts the argument behind the others. */
    public static Edit argument(String name, String value, Span use, Map<String, Span> arguments) {
        Span given = arguments.get(name);
        if (given != null) return new Edit(given, value);
        boolean first = use.text().chars().noneMatch(Character::isWhitespace);
        return Edit.insert(use.source(), use.end(), (first ? " " : ", ") + name + "=" + value);
    }

    /** Puts a statement before another: on a line of its own where the other begins its line. */
    public static Edit before(String layer, Span statement) {
        String line = statement.source().lineText(statement.line());
        String indent = line.substring(0, Math.min(line.length(), statement.column() - 1));
        String end = indent.isBlank() ? "\n" + indent : "; ";
        return Edit.insert(statement.source(), statement.start(), layer + end);
    }
}
