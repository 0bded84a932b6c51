package org.cnnc.compiler.op;

import java.util.Optional;

/**
 * One argument of a {@link Schema}.
 *
 * @param positional whether it may stand without its key
 * @param defaultText the default as the language writes it; empty when the user must give the argument, or
 *     when its absence means something ({@code optional})
 * @param optional whether it may be left out without a default
 */
public record Argument(
        String name, ArgumentType type, boolean positional, Optional<String> defaultText, boolean optional, String doc) {
    public static Argument positional(String name, ArgumentType type, String doc) {
        return new Argument(name, type, true, Optional.empty(), false, doc);
    }

    public static Argument positional(String name, ArgumentType type, String defaultText, String doc) {
        return new Argument(name, type, true, Optional.of(defaultText), false, doc);
    }

    public static Argument optionalPositional(String name, ArgumentType type, String doc) {
        return new Argument(name, type, true, Optional.empty(), true, doc);
    }

    public static Argument key(String name, ArgumentType type, String defaultText, String doc) {
        return new Argument(name, type, false, Optional.of(defaultText), false, doc);
    }

    public static Argument optionalKey(String name, ArgumentType type, String doc) {
        return new Argument(name, type, false, Optional.empty(), true, doc);
    }
}
