package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Reduction;

/**
 * The points of the inner loops as a kernel in rows takes them: chunk by chunk, the taps of a chunk written out. All
 * taps of a chunk are staged before any is used, so that results stay in the cache for the whole chunk.
 *
 * @param looped axes around the chunks, outermost first
 * @param cut the innermost of the axes with loops, of which a chunk takes several points
 * @param step points of it in a chunk; the last chunk takes what is left
 * @param written axes inside of it that are written out whole
 */
public record Taps(List<Axis> looped, Axis cut, int step, List<Axis> written) {
    /** Taps of the innermost axes that are written out whole; more of them make a method that is compiled late. */
    private static final int MOST_WRITTEN = 27;

    /** Taps of a chunk that is put together of several points; measured: of more, rows leave the cache before their use. */
    private static final int MOST_CUT = 12;

    public static Taps of(Reduction reduction) {
        List<Axis> looped = new ArrayList<>(reduction.axes());
        List<Axis> written = new ArrayList<>();
        int taps = 1;
        while (looped.size() > 1 && taps * looped.getLast().extent() <= MOST_WRITTEN) {
            taps *= looped.getLast().extent();
            written.addFirst(looped.removeLast());
        }
        Axis cut = looped.removeLast();
        return new Taps(List.copyOf(looped), cut, step(cut.extent(), Math.max(1, MOST_CUT / taps)), List.copyOf(written));
    }

    /** The most points that leave no rest, where that is not much less than the most at all. */
    private static int step(int extent, int most) {
        if (extent <= most) return extent;
        for (int step = most; 2 * step > most; step--) {
            if (extent % step == 0) return step;
        }
        return most;
    }

    /** Taps of the largest chunk. */
    public int most() {
        return written.stream().mapToInt(Axis::extent).reduce(step, (x, y) -> x * y);
    }

    /** Each tap of a chunk of so many points of the cut axis: how far it is on along the axes. */
    public List<Map<String, Integer>> chunk(int points) {
        List<Map<String, Integer>> taps = List.of(Map.of());
        taps = extend(taps, cut.name(), points);
        for (Axis axis : written) taps = extend(taps, axis.name(), axis.extent());
        return taps;
    }

    private static List<Map<String, Integer>> extend(List<Map<String, Integer>> taps, String axis, int points) {
        List<Map<String, Integer>> extended = new ArrayList<>();
        for (Map<String, Integer> tap : taps) {
            for (int i = 0; i < points; i++) {
                Map<String, Integer> longer = new HashMap<>(tap);
                longer.put(axis, i);
                extended.add(longer);
            }
        }
        return extended;
    }
}
