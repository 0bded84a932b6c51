package org.cnnc.compiler.training;

import org.cnnc.compiler.source.Span;

/**
 * A word of a {@code train} section and where it stands.
 *
 * @param span the word with its arguments
 */
public record PlacedSetting(Setting setting, Span span) {}
