package org.cnnc.compiler.graph;

import java.util.Map;
import org.cnnc.compiler.op.Arguments;
import org.cnnc.compiler.source.Span;

/** Arguments that fit their schema. @param spans where the file gives each; absent for defaults */
public record CheckedArguments(Arguments arguments, Map<String, Span> spans) {}
