package org.cnnc.compiler.lock;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;

/** A quantity that is not what it was. @param was empty for what was not there @param is empty for what is not there */
public record Change(String what, String was, String is) {
    private static final String COUNT = "[0-9]{1,18}";

    /** Percents below this would round to next to nothing. */
    private static final double SMALL = 0.1;

    /** {@code filters was 16, is 20}. */
    public String text() {
        if (was.isEmpty()) return what + " is " + grouped(is) + ", was not there";
        if (is.isEmpty()) return what + " was " + grouped(was) + ", is not there";
        return what + " was " + grouped(was) + ", is " + grouped(is);
    }

    /** {@code (+28.5 %)}; empty where what was is zero or no count but, say, a shape. */
    public String percent() {
        if (what.equals("output") || !was.matches(COUNT) || !is.matches(COUNT) || was.equals("0")) return "";
        double percent = 100 * ((double) Long.parseLong(is) / Long.parseLong(was) - 1);
        return String.format(Locale.ROOT, Math.abs(percent) < SMALL ? "(%+.2g %%)" : "(%+.1f %%)", percent);
    }

    /** {@code 61,706}: a count with its thousands apart; all else as it is. */
    static String grouped(String value) {
        return value.matches(COUNT) ? String.format(Locale.ROOT, "%,d", Long.parseLong(value)) : value;
    }

    static List<Change> between(SequencedMap<String, String> was, SequencedMap<String, String> is) {
        Set<String> names = new LinkedHashSet<>(was.keySet());
        names.addAll(is.keySet());
        List<Change> changes = new ArrayList<>();
        for (String name : names) add(changes, name, was.getOrDefault(name, ""), is.getOrDefault(name, ""));
        return changes;
    }

    static void add(List<Change> changes, String what, String was, String is) {
        if (!was.equals(is)) changes.add(new Change(what, was, is));
    }
}
