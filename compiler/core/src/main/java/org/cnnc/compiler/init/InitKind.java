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
 * @param differences sentences for the reference page on what is deliberately not as in PyTorch
 */
public record InitKind(
        String name, String summary, List<InitSetting> settings, Function<InitSettings, Init> create, List<String> differences) {
    InitKind(String name, String summary, List<InitSetting> settings, Function<InitSettings, Init> create) {
        this(name, summary, settings, create, List.of());
    }

    /** The same, with what is not as in PyTorch. */
    InitKind differing(String... sentences) {
        return new InitKind(name, summary, settings, create, List.of(sentences));
    }
}
