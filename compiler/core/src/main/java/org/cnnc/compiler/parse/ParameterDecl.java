package org.cnnc.compiler.parse;

import java.util.Optional;

/** A parameter of a model or a block; without a default the user must give it. @param doc its doc comment, or empty */
public record ParameterDecl(String doc, Identifier name, Optional<Expression> defaultValue, Optional<Range> range) {}
