package org.cnnc.compiler.lint;

import java.util.Set;
import java.util.function.Consumer;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.parse.BlockDecl;
import org.cnnc.compiler.parse.Declaration;

/** A block of a file with models that none of them uses. */
final class UnusedBlock implements Rule {
    @Override
    public void check(Subject subject, Consumer<Diagnostic> warn) {
        if (subject.isLibrary()) return;
        Set<String> used = UsedBlocks.ofModels(subject.program());
        for (Declaration declaration : subject.declarations()) {
            if (!(declaration instanceof BlockDecl block) || used.contains(block.name().text())) continue;
            warn.accept(Diagnostic.warning(Code.CNN7001, block.name().span(), "no model of this file uses `" + block.name() + "`")
                    .fix(Removal.statement(block.span(), "remove the block")));
        }
    }
}
