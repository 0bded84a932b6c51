package org.cnnc.compiler.training;

import java.util.List;

/** The settings that are words themselves, as {@code ema(decay)} is, and that training carries out. */
public final class Settings {
    private static final List<Term> ALL = List.of();

    private Settings() {}

    /** All of them, in the order of the reference page. */
    public static List<Term> all() {
        return ALL;
    }
}
