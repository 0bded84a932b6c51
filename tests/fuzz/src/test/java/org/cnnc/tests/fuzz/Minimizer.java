package org.cnnc.tests.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes a failing text smaller while it keeps failing: runs of lines are dropped, then runs of characters. */
final class Minimizer {
    private final Predicate<String> fails;
    
    /** So that a report comes within minutes. */
    private int left = 1500;

    private Minimizer(Predicate<String> fails) {
        this.fails = fails;
    }

    static String minimize(String text, Predicate<String> fails) {
        Minimizer minimizer = new Minimizer(fails);
        String smallest = text;
        for (int before = -1; before != smallest.length(); ) {
            before = smallest.length();
            smallest = minimizer.withFewer(smallest, "(?<=\n)");
            smallest = minimizer.withFewer(smallest, "");
        }
        return smallest;
    }

    /** Drops runs of pieces: halves first, single ones last. */
    private String withFewer(String text, String separator) {
        List<String> pieces = new ArrayList<>(List.of(text.split(separator)));
        for (int length = Math.max(1, pieces.size() / 2); length > 0; length /= 2) {
            for (int start = 0; start + length <= pieces.size(); ) {
                List<String> fewer = new ArrayList<>(pieces);
                fewer.subList(start, start + length).clear();
                if (left-- <= 0) return String.join("", pieces);
                if (fails.test(String.join("", fewer))) pieces = fewer;
                else start += length;
            }
        }
        return String.join("", pieces);
    }
}
