package org.cnnc.compiler.parse;

import java.util.List;
import org.cnnc.compiler.source.Span;

/** A reusable piece. @param doc its doc comment, or empty */
public record BlockDecl(String doc, Identifier name, List<ParameterDecl> parameters, List<Statement> body, Span span)
        implements Declaration {}
