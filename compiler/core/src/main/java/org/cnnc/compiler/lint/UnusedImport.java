package org.cnnc.compiler.lint;

import java.util.Set;
import java.util.function.Consumer;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.parse.BlockDecl;
import org.cnnc.compiler.parse.Declaration;
import org.cnnc.compiler.parse.ImportDecl;
import org.cnnc.compiler.source.Span;

/** An import of whose blocks a file uses none. */
final class UnusedImport implements Rule {
    @Override
    public void check(Subject subject, Consumer<Diagnostic> warn) {
        Set<String> used = UsedBlocks.ofModels(subject.program());
        for (Declaration declaration : subject.declarations()) {
            if (declaration instanceof BlockDecl block) used.addAll(UsedBlocks.of(block.body(), subject.program()));
        }
        for (Declaration declaration : subject.declarations()) {
            if (!(declaration instanceof ImportDecl imported)) continue;
            Set<String> brought = subject.program().imported().getOrDefault(imported, Set.of());
            if (brought.stream().anyMatch(used::contains)) continue;
            warn.accept(Diagnostic.warning(Code.CNN7004, imported.span(), "no block of this file is used here")
                    .fix(Removal.statement(whole(imported.span()), "remove the import")));
        }
    }

    /** From the word {@code import} to the end of the path. */
    private static Span whole(Span path) {
        int start = path.source().text().lastIndexOf("import", path.start());
        return new Span(path.source(), start < 0 ? path.start() : start, path.end());
    }
}
