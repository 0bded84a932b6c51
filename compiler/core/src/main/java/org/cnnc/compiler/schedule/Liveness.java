package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Operand;

/**
 * Which steps store and which load each operand of the arena. A reshaped operand is its root's, whose memory it is. A
 * phase of training finds what the phases before it left: the steps of all phases are one sequence.
 */
final class Liveness {
    /** The steps that store an operand, those that load it, and how many elements are stored in all. */
    private static final class Uses {
        private final List<Integer> stores = new ArrayList<>();
        private final List<Integer> loads = new ArrayList<>();
        private long points;
    }

    private final Map<Operand, Uses> uses = new LinkedHashMap<>();
    private final int steps;

    private Liveness(int steps) {
        this.steps = steps;
    }

    /** @throws IllegalStateException when an operand is read that nothing has stored */
    static Liveness of(Program program) {
        Liveness liveness = new Liveness(program.steps().size());
        for (int step = 0; step < program.steps().size(); step++) liveness.add(program, step);
        return liveness;
    }

    private void add(Program program, int step) {
        Nest nest = program.steps().get(step).nest();
        for (Access.Element load : nest.loads()) {
            Operand root = program.root(load.operand());
            if (program.bound().containsKey(root)) continue;
            Uses read = uses.get(root);
            if (read == null) throw new IllegalStateException(nest.name() + " reads " + root + ", which nothing has stored");
            if (read.loads.isEmpty() || read.loads.getLast() != step) read.loads.add(step);
        }
        Operand stored = program.root(nest.element().operand());
        if (program.bound().containsKey(stored)) return;
        Uses written = uses.computeIfAbsent(stored, operand -> new Uses());
        written.stores.add(step);
        long points = 1;
        for (Axis axis : nest.axes()) points = Math.multiplyExact(points, axis.extent());
        written.points += points;
    }

    /** The operands in the order in which they are first stored. */
    List<Operand> operands() {
        return List.copyOf(uses.keySet());
    }

    /** The steps that store an operand, rising. */
    List<Integer> stores(Operand root) {
        return uses.get(root).stores;
    }

    /** The steps that load an operand, rising. */
    List<Integer> loads(Operand root) {
        return uses.get(root).loads;
    }

    /** Whether there are as many stores as elements, so that nobody can read what none has stored. */
    boolean storedWhole(Operand root, long elements) {
        return uses.get(root).points >= elements;
    }

    /** From the first step that stores an operand to the last that stores or loads it. */
    Life life(Operand root) {
        Uses of = uses.get(root);
        int last = of.stores.getLast();
        return new Life(of.stores.getFirst(), of.loads.isEmpty() ? last : Math.max(last, of.loads.getLast()));
    }

    /** All of a run. */
    Life always() {
        return new Life(0, Math.max(0, steps - 1));
    }
}
