package org.cnnc.tests.differential;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Makes a failing text smaller while it keeps failing: statements are dropped, arguments are dropped, numbers
 * shrink. Each step takes the first candidate that still fails, until none does.
 */
final class Minimizer {
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])\\d+(?![\\w.])|(?<=\\dx)\\d+|\\d+(?=x\\d)");
    private static final Pattern ARGUMENT = Pattern.compile(", \\w+( ?= ?(\\([^)]*\\)|[\\w.]+))?");

    /** So that a report comes within minutes. */
    private static final int MOST_CANDIDATES = 500;

    private Minimizer() {}

    /** @param fails whether a text still shows the fault; false for texts with errors */
    static String minimize(String text, Predicate<String> fails) {
        String smallest = text;
        int tried = 0;
        for (boolean smaller = true; smaller; ) {
            smaller = false;
            for (String candidate : candidates(smallest)) {
                if (tried++ == MOST_CANDIDATES) return smallest;
                if (!fails.test(candidate)) continue;
                smallest = candidate;
                smaller = true;
                break;
            }
        }
        return smallest;
    }

    private static Set<String> candidates(String text) {
        Set<String> candidates = new LinkedHashSet<>();
        List<String> lines = List.of(text.split("\n"));
        for (int length = 2; length > 0; length--) {
            for (int i = 0; i + length <= lines.size(); i++) {
                List<String> fewer = new ArrayList<>(lines);
                fewer.subList(i, i + length).clear();
                candidates.add(String.join("\n", fewer) + "\n");
            }
        }
        for (MatchResult argument : ARGUMENT.matcher(text).results().toList()) {
            candidates.add(text.substring(0, argument.start()) + text.substring(argument.end()));
        }
        for (MatchResult number : NUMBER.matcher(text).results().toList()) {
            int value = Integer.parseInt(number.group());
            for (int less : new int[] {1, value / 2, value - 2, value - 1}) {
                if (less < 1 || less >= value) continue;
                candidates.add(text.substring(0, number.start()) + less + text.substring(number.end()));
            }
        }
        candidates.remove(text);
        return candidates;
    }
}
