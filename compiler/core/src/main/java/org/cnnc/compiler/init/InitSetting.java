package org.cnnc.compiler.init;

import java.util.List;
import java.util.Optional;

/**
 * An argument of an initialiser: a number, or one of several words.
 *
 * @param words the words it may be; empty for a number
 * @param least lower bound of a number, inclusive
 * @param positional whether it may stand without its key
 * @param defaultText the default as the language writes it; empty when the file must give it, or may leave it
 *     out ({@code optional})
 */
public record InitSetting(
        String name, List<String> words, double least, boolean positional, Optional<String> defaultText, boolean optional, String doc) {
    static InitSetting number(String name, String doc) {
        return new InitSetting(name, List.of(), -Double.MAX_VALUE, true, Optional.empty(), false, doc);
    }

    static InitSetting deviation() {
        return new InitSetting("std", List.of(), 0, true, Optional.empty(), false, "standard deviation");
    }

    static InitSetting gain() {
        return new InitSetting("gain", List.of(), 0, true, Optional.empty(), true, "factor; the activation's own unless given");
    }

    static InitSetting fan() {
        return new InitSetting("fan", List.of("in", "out", "avg"), 0, false, Optional.of("in"), false, "which fan the variance is kept for");
    }
}
