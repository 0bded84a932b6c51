package org.cnnc.compiler.report.outline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** Neighbouring parts of one scope that are the same but for their names, or a part alone. */
public record Run(List<Part> parts) {
    /** Scopes that follow each other and have the same make become one run; every other part is one of its own. */
    public static List<Run> of(List<Part> parts) {
        return of(parts, (_, _) -> true);
    }

    /** @param joined what else must hold of a part and the next one */
    public static List<Run> of(List<Part> parts, BiPredicate<Part, Part> joined) {
        List<List<Part>> runs = new ArrayList<>();
        for (Part part : parts) {
            if (!runs.isEmpty() && follows(runs.getLast().getLast(), part) && joined.test(runs.getLast().getLast(), part)) {
                runs.getLast().add(part);
            } else {
                runs.add(new ArrayList<>(List.of(part)));
            }
        }
        return runs.stream().map(run -> new Run(List.copyOf(run))).toList();
    }

    private static boolean follows(Part before, Part part) {
        return before instanceof Part.Scope && part instanceof Part.Scope && Make.same(before, part);
    }

    public Part first() {
        return parts.getFirst();
    }

    public int count() {
        return parts.size();
    }

    /** {@code layer1.1}, or {@code layer1.1..2} and {@code layer1.block1..2} for a run. */
    public String path() {
        return first().path() + rest();
    }

    /** The last piece of the name, or {@code 1..2} and {@code block1..2}. */
    public String name() {
        return first().name() + rest();
    }

    private String rest() {
        if (count() == 1) return "";
        String last = parts.getLast().name();
        String number = last.replaceFirst("^.*\\D", "");
        boolean sameStem = first().name().replaceFirst("\\d+$", "").equals(last.replaceFirst("\\d+$", ""));
        return ".." + (sameStem ? number : last);
    }

    /** All layers of all parts. */
    public List<PlacedLayer> layers() {
        return parts.stream().flatMap(part -> part.layers().stream()).toList();
    }
}
