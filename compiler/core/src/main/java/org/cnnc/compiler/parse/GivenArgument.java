package org.cnnc.compiler.parse;

import java.util.Optional;
import org.cnnc.compiler.source.Span;

/** An argument as the file gives it: {@code 5x5}, or {@code pad = 2}. */
public record GivenArgument(Optional<Identifier> key, Expression value, Span span) {}
