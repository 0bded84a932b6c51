package org.cnnc.cli;

import java.util.Locale;

/** Spans of time as people read them. */
final class Durations {
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;

    private Durations() {}

    /** {@code 4.2 s}, {@code 3:05 min} or {@code 1:02:03 h}. */
    static String text(double seconds) {
        if (!Double.isFinite(seconds)) return "?";
        if (seconds < MINUTE) return String.format(Locale.ROOT, "%.1f s", seconds);
        long whole = Math.round(seconds);
        return whole < HOUR
                ? String.format(Locale.ROOT, "%d:%02d min", whole / MINUTE, whole % MINUTE)
                : String.format(Locale.ROOT, "%d:%02d:%02d h", whole / HOUR, whole / MINUTE % MINUTE, whole % MINUTE);
    }
}
