package org.cnnc.cli;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.Patch;
import java.util.ArrayList;
import java.util.List;

/** How two texts differ, as the first lines of a unified diff. */
final class LineDiff {
    private static final int CONTEXT = 1;
    private static final int SHOWN = 40;

    /** Comparing takes time by the product of the lines and those that differ. */
    private static final int MOST_LINES = 5_000;

    private LineDiff() {}

    /** The lines of the diff without its head; none where the lines are the same. */
    static List<String> of(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> young = after.lines().toList();
        if (old.equals(young)) return before.equals(after) ? List.of() : List.of("  (the ends of lines differ)");
        if (Math.max(old.size(), young.size()) > MOST_LINES) return List.of("  (too long for a comparison)");
        Patch<String> patch = DiffUtils.diff(old, young);
        List<String> lines = UnifiedDiffUtils.generateUnifiedDiff("a", "b", old, patch, CONTEXT);
        List<String> body = lines.subList(2, lines.size());
        if (body.size() <= SHOWN) return body;
        List<String> shown = new ArrayList<>(body.subList(0, SHOWN));
        shown.add("… and " + (body.size() - SHOWN) + " lines more");
        return shown;
    }
}
