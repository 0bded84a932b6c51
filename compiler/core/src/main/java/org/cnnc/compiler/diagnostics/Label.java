package org.cnnc.compiler.diagnostics;

import org.cnnc.compiler.source.Span;

/** A secondary place of a diagnostic, and what is said of it. */
public record Label(Span span, String text) {}
