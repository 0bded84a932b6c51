package org.cnnc.compiler.parse;

import java.util.List;
import org.cnnc.compiler.source.Span;

/** How a model is trained. @param doc its doc comment, or empty */
public record TrainDecl(String doc, Identifier model, List<Setting> settings, Span span) implements Declaration {
    /** {@code batch 64}; {@code early_stop(patience = 3)} has one argument, a tuple. */
    public record Setting(Identifier key, List<GivenArgument> values, Span span) {}
}
