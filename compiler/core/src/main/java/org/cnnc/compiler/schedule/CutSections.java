package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a run into {@link Section sections} for several threads. A kernel joins the section before it where the two
 * exchange nothing, as the branches of a block of layers do; small kernels that follow each other are one piece.
 */
final class CutSections {
    private final List<Section> sections = new ArrayList<>();
    private final int phase;

    /** The section that is being made, and what its kernels touch. */
    private List<Section.Part> open = new ArrayList<>();

    private final List<Touched> touched = new ArrayList<>();

    private CutSections(int phase) {
        this.phase = phase;
    }

    static List<Section> cut(List<List<Kernel>> phases) {
        List<Section> sections = new ArrayList<>();
        for (int phase = 0; phase < phases.size(); phase++) {
            CutSections pass = new CutSections(phase);
            phases.get(phase).forEach(pass::add);
            pass.end();
            sections.addAll(pass.sections);
        }
        return sections;
    }

    private void add(Kernel kernel) {
        Touched touches = Touched.by(kernel.nest());
        Optional<Cut> cut = kernel.cut();
        boolean apart = touched.stream().noneMatch(touches::conflicts);
        if (cut.isEmpty() && open.size() == 1 && open.getFirst() instanceof Section.Part.Whole(List<Kernel> before)) {
            List<Kernel> kernels = new ArrayList<>(before);
            kernels.add(kernel);
            open.set(0, new Section.Part.Whole(List.copyOf(kernels)));
        } else {
            if (!apart) end();
            open.add(cut.<Section.Part>map(c -> new Section.Part.Shared(kernel, c))
                    .orElseGet(() -> new Section.Part.Whole(List.of(kernel))));
        }
        touched.add(touches);
    }

    private void end() {
        if (!open.isEmpty()) sections.add(new Section(phase, List.copyOf(open)));
        open = new ArrayList<>();
        touched.clear();
    }
}
