package org.cnnc.compiler.parse;

import java.util.List;
import java.util.Set;
import org.cnnc.compiler.source.SourceText;

/**
 * A file's declarations.
 *
 * @param broken names of declarations that are left out because their syntax is wrong; what uses them is not
 *     to be reported
 */
public record SourceFile(SourceText source, List<Declaration> declarations, Set<String> broken) {}
