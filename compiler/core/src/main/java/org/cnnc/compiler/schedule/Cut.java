package org.cnnc.compiler.schedule;

import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Nest;

/**
 * How a kernel is cut into pieces, which threads run at the same time: its outermost loops over tiles are run through
 * as a single loop, of which each piece takes a run. Every number is computed whole by one piece, so that no bit depends
 * on who runs which.
 *
 * @param axes the outer loops that are run through as one, outermost first
 * @param units tiles along all of them together: rounds of that one loop
 * @param pieces at least 2
 */
public record Cut(List<Axis> axes, int units, int pieces) {
    /** Predicted cycles of a piece at the least: handing one out takes some 200. */
    private static final int LEAST_PIECE = 8_000;

    /** Predicted cycles of a kernel that is cut: two threads save half, and beginning and ending together takes some 5,000. */
    private static final int LEAST_KERNEL = 25_000;

    /** More do not even out the threads' work any better. */
    private static final int MOST_PIECES = 64;

    /** Units to a piece that are worth one more loop: with fewer, pieces differ by more than a quarter. */
    private static final int UNITS_PER_PIECE = 4;

    /** Empty for a kernel too small to be shared, and for one that is a single tile. */
    static Optional<Cut> of(Nest nest, LoopPlan plan) {
        double cycles = Cycles.of(nest, plan);
        if (cycles < LEAST_KERNEL) return Optional.empty();
        int wanted = (int) Math.min(MOST_PIECES, cycles / LEAST_PIECE);
        List<Axis> loops = plan.loops(nest);
        long units = 1;
        int depth = 0;
        while (depth < loops.size() && units < (long) UNITS_PER_PIECE * wanted) units *= plan.tiles(loops.get(depth++));
        int pieces = (int) Math.min(wanted, units);
        if (pieces < 2) return Optional.empty();
        return Optional.of(new Cut(loops.subList(0, depth), Math.toIntExact(units), pieces));
    }

    @Override
    public String toString() {
        return pieces + " pieces of " + units + " along " + String.join(", ", axes.stream().map(Axis::name).toList());
    }
}
