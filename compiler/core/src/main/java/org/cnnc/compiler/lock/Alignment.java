package org.cnnc.compiler.lock;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which layer of a lock is which layer now. Names alone do not tell: a layer that is put before {@code conv1}
 * makes it {@code conv2}. The common subsequence of the greatest weight decides, in which a layer that is all the
 * same counts most, then one that has another name only, another result only, another name and result, and least
 * one that has the name alone.
 */
final class Alignment {
    /** What was and what is; not both are empty. */
    record Pair(Optional<LockedLayer> was, Optional<LockedLayer> is) {}

    private static final int SAME = 6;
    private static final int SAME_BUT_NAME = 5;
    private static final int SAME_BUT_RESULT = 4;
    private static final int SAME_DEFINITION = 3;
    private static final int SAME_NAME = 2;

    /** Larger tables than this take too much memory; layers are then paired by their names. */
    private static final long MAX_CELLS = 1 << 24;

    private final List<LockedLayer> was;
    private final List<LockedLayer> is;
    private final List<Pair> pairs = new ArrayList<>();

    private Alignment(List<LockedLayer> was, List<LockedLayer> is) {
        this.was = was;
        this.is = is;
    }

    /** In the order of what is, layers that are gone where they were. */
    static List<Pair> of(List<LockedLayer> was, List<LockedLayer> is) {
        int start = 0;
        int shorter = Math.min(was.size(), is.size());
        while (start < shorter && score(was.get(start), is.get(start)) == SAME) start++;
        int end = 0;
        while (end < shorter - start && score(was.get(was.size() - 1 - end), is.get(is.size() - 1 - end)) == SAME) end++;
        Alignment middle = new Alignment(was.subList(start, was.size() - end), is.subList(start, is.size() - end));
        middle.align();
        List<Pair> all = new ArrayList<>();
        for (int i = 0; i < start; i++) all.add(pair(was.get(i), is.get(i)));
        all.addAll(joined(middle.pairs));
        for (int i = end; i > 0; i--) all.add(pair(was.get(was.size() - i), is.get(is.size() - i)));
        return all;
    }

    private void align() {
        if ((was.size() + 1L) * (is.size() + 1L) > MAX_CELLS) {
            was.forEach(layer -> pairs.add(new Pair(Optional.of(layer), Optional.empty())));
            is.forEach(layer -> pairs.add(new Pair(Optional.empty(), Optional.of(layer))));
            return;
        }
        int[][] best = new int[was.size() + 1][is.size() + 1];
        for (int i = was.size() - 1; i >= 0; i--) {
            for (int j = is.size() - 1; j >= 0; j--) {
                int score = score(was.get(i), is.get(j));
                best[i][j] = Math.max(best[i + 1][j], best[i][j + 1]);
                if (score > 0) best[i][j] = Math.max(best[i][j], best[i + 1][j + 1] + score);
            }
        }
        int i = 0;
        int j = 0;
        while (i < was.size() || j < is.size()) {
            if (i < was.size() && j < is.size() && isPaired(best, i, j)) {
                pairs.add(pair(was.get(i++), is.get(j++)));
            } else if (j == is.size() || i < was.size() && best[i][j] == best[i + 1][j]) {
                pairs.add(new Pair(Optional.of(was.get(i++)), Optional.empty()));
            } else {
                pairs.add(new Pair(Optional.empty(), Optional.of(is.get(j++))));
            }
        }
    }

    private boolean isPaired(int[][] best, int i, int j) {
        int score = score(was.get(i), is.get(j));
        return score > 0 && best[i][j] == best[i + 1][j + 1] + score;
    }

    private static int score(LockedLayer was, LockedLayer is) {
        boolean sameName = was.name().equals(is.name());
        if (!was.op().equals(is.op()) || !was.arguments().equals(is.arguments()) || !was.init().equals(is.init())) {
            return sameName ? SAME_NAME : 0;
        }
        boolean sameResult = was.output().equals(is.output()) && was.parameters() == is.parameters() && was.macs() == is.macs()
                && was.deviation().equals(is.deviation());
        if (sameName) return sameResult ? SAME : SAME_BUT_RESULT;
        if (sameResult) return SAME_BUT_NAME;
        // Without weights and with another result, little speaks for the same layer.
        return was.parameters() > 0 && is.parameters() > 0 ? SAME_DEFINITION : 0;
    }

    /** Joins what is left of the same name: a layer that stands elsewhere in the order now. */
    private static List<Pair> joined(List<Pair> pairs) {
        Map<String, LockedLayer> gone = new HashMap<>();
        pairs.forEach(pair -> {
            if (pair.is().isEmpty()) gone.put(pair.was().orElseThrow().name(), pair.was().orElseThrow());
        });
        Map<String, LockedLayer> moved = new LinkedHashMap<>();
        for (Pair pair : pairs) {
            if (pair.was().isPresent()) continue;
            LockedLayer was = gone.get(pair.is().orElseThrow().name());
            if (was != null) moved.put(was.name(), was);
        }
        List<Pair> joined = new ArrayList<>();
        for (Pair pair : pairs) {
            if (pair.is().isEmpty() && moved.containsKey(pair.was().orElseThrow().name())) continue;
            Optional<LockedLayer> was = pair.was().or(() -> Optional.ofNullable(moved.get(pair.is().orElseThrow().name())));
            joined.add(new Pair(was, pair.is()));
        }
        return joined;
    }

    private static Pair pair(LockedLayer was, LockedLayer is) {
        return new Pair(Optional.of(was), Optional.of(is));
    }
}
