package org.cnnc.compiler.diagnostics;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.source.Span;

/** The did-you-mean: the known word nearest to what was written. */
public final class Suggestion {
    /** Longer lists are cut off. */
    private static final int MOST = 24;

    private Suggestion() {}

    /**
     * The candidate of the smallest edit distance, when it is near enough to be meant: at most a third of the
     * longer word, and at least one edit. Letter case counts for nothing.
     */
    public static Optional<String> nearest(String written, Collection<String> candidates) {
        String best = null;
        int bestDistance = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int distance = distance(written.toLowerCase(), candidate.toLowerCase());
            int allowed = Math.max(1, Math.max(written.length(), candidate.length()) / 3);
            if (distance <= allowed && distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    /**
     * Adds "did you mean" where a candidate is near, with the edit of the word as it stands in the marked span;
     * else a note of what there is.
     */
    public static Diagnostic offer(Diagnostic diagnostic, String written, Collection<String> candidates) {
        Optional<String> nearest = nearest(written, candidates);
        if (nearest.isPresent()) {
            Optional<Span> word = word(diagnostic.span(), written);
            String text = "did you mean `" + nearest.get() + "`?";
            String note = "the nearest name is `" + nearest.get() + "`";
            return word.isPresent() ? diagnostic.fix(Fix.replace(word.get(), nearest.get(), text).orElse(note)) : diagnostic.note(note);
        }
        if (candidates.isEmpty()) return diagnostic;
        List<String> shown = candidates.stream().limit(MOST).toList();
        return diagnostic.note("there is " + String.join(", ", shown) + (candidates.size() > MOST ? ", …" : ""));
    }

    /** Where a word stands by itself in a span. */
    private static Optional<Span> word(Span span, String word) {
        String text = span.text();
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            boolean begins = at == 0 || !Character.isJavaIdentifierPart(text.charAt(at - 1));
            int end = at + word.length();
            boolean ends = end == text.length() || !Character.isJavaIdentifierPart(text.charAt(end));
            if (begins && ends) return Optional.of(new Span(span.source(), span.start() + at, span.start() + end));
        }
        return Optional.empty();
    }

    /** Optimal string alignment: insertions, deletions, substitutions, and swaps of neighbours count one each. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) d[i][0] = i;
        for (int j = 0; j <= b.length(); j++) d[0][j] = j;
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + change);
                boolean swapped = i > 1 && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
            }
        }
        return d[a.length()][b.length()];
    }
}
