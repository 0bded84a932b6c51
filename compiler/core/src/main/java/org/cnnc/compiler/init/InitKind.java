package org.cnnc.compiler.init;

import java.util.List;
import java.util.function.Function;

/**
 * The registry's entry of an initialiser.
 *
 * @param name as the language writes it
 * @param summary one sentence for the reference page
 * @param settings its arguments, positional ones first
 * @param create makes it from checked arguments
 */
public record InitKind(String name, String summary, List<InitSetting> settings, Function<InitSettings, Init> create) {}
