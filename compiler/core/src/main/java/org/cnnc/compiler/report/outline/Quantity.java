package org.cnnc.compiler.report.outline;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Numbers as people read them. */
public final class Quantity {
    private static final String[] THOUSANDS = {"", "k", "M", "G", "T", "P", "E"};
    private static final String[] BYTES = {"bytes", "KB", "MB", "GB", "TB", "PB", "EB"};

    private Quantity() {}

    /** {@code 61,706}. */
    public static String exact(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 61.7 k}: three digits, in powers of 1000, as the language's suffixes of counts. */
    public static String brief(long count) {
        return inUnits(count, 1000, THOUSANDS);
    }

    /** {@code 241 KB}: three digits, in powers of 1024, as the language's suffixes of memory. */
    public static String bytes(long bytes) {
        return inUnits(bytes, 1024, BYTES);
    }

    private static String inUnits(long quantity, int base, String[] units) {
        double size = quantity;
        int unit = 0;
        // 999.5 and more would be written with four digits.
        while (size >= (unit == 0 ? base : Math.min(base, 999.5)) && unit < units.length - 1) {
            size /= base;
            unit++;
        }
        if (unit == 0) return (quantity + " " + units[0]).strip();
        return String.format(Locale.ROOT, size < 9.995 ? "%.2f %s" : size < 99.95 ? "%.1f %s" : "%.0f %s", size, units[unit]);
    }

    /** {@code 32x32}. */
    public static String extents(List<Long> extents) {
        return extents.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }
}
