package org.cnnc.cli.sweep;

import java.util.Locale;

/** How trials are chosen. */
public enum Search {
    /** Every combination of the listed values; the first setting of the file varies slowest. */
    GRID,

    /** Values drawn by the seed, no combination twice. */
    RANDOM;

    /** As a sweep's file writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
