package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;

/** Chooses the rows of a nest for a JVM without the Vector API; see {@link LoopPlan.Rows}. */
final class ChooseRows {
    /** Shorter rows do not pay for the copies. */
    private static final int SHORTEST = 32;

    /** Rows of so many floats gain little from being longer: what a loop takes at its ends no longer counts. */
    private static final int LONG = 512;

    /** Longer rows would leave the cache while they are combined. */
    private static final int LONGEST = 768;

    /** Results that must share a row before it is put together float by float. */
    private static final int MANY_RESULTS = 8;

    /** Results at once for which rows are staged: of more, each thread takes some. */
    private static final int MOST_RESULTS = 128;

    /** Floats of results that stay in the cache while rows are combined into them. */
    private static final int MOST_RESULT_FLOATS = 1 << 17;

    /** Operands of a result: a loop takes each as an argument, and a method has 255 at the most. */
    private static final int MOST_OPERANDS = 64;

    private final Nest nest;
    private final Axis inner;

    private ChooseRows(Nest nest, Axis inner) {
        this.nest = nest;
        this.inner = inner;
    }

    /** Rows that lie consecutively; empty where no axis is long enough, or where there are too many of them. */
    static Optional<LoopPlan.Rows> consecutive(Nest nest) {
        return best(nest, nest.axes().stream().filter(axis -> LaneAxis.fits(nest, axis, 1)).toList(), 1);
    }

    /** Rows put together float by float, where enough results share them: loads may move along them by any stride. */
    static Optional<LoopPlan.Rows> gathered(Nest nest) {
        List<Axis> candidates = nest.axes().stream()
                .filter(axis -> nest.store().address().offset().of(axis.name()) == 1)
                .filter(axis -> new ChooseRows(nest, axis).fits(axis))
                .toList();
        return best(nest, candidates, MANY_RESULTS);
    }

    private static Optional<LoopPlan.Rows> best(Nest nest, List<Axis> candidates, int leastResults) {
        long operands = nest.result().parts().stream().filter(part -> part instanceof Expr.Load).count();
        if (operands > MOST_OPERANDS) return Optional.empty();
        return candidates.stream()
                .map(axis -> new ChooseRows(nest, axis).rows())
                .filter(rows -> rows.length() >= SHORTEST && rows.results() >= leastResults)
                .max(Comparator.comparingInt(LoopPlan.Rows::length));
    }

    private LoopPlan.Rows rows() {
        Optional<Axis> reuse = reuse();
        List<Axis> axes = new ArrayList<>(List.of(inner));
        int length = inner.extent();
        for (Axis axis : nest.axes().reversed()) {
            if (length >= LONG) break;
            if (axis.equals(inner) || reuse.equals(Optional.of(axis)) || !fits(axis)) continue;
            axes.addFirst(axis);
            length *= axis.extent();
        }
        int bands = Math.ceilDiv(length, LONGEST);
        int band = Math.ceilDiv(axes.getFirst().extent(), bands);
        int floats = band * (length / axes.getFirst().extent());
        int results = reuse.map(axis -> results(axis.extent(), floats)).orElse(1);
        int body = nest.reduction().map(r -> rowLoads(r.body()).size() * Taps.of(r).most()).orElse(0);
        int operands = Math.max(body, rowLoads(nest.result()).size());
        return new LoopPlan.Rows(List.copyOf(axes), band, reuse.map(Axis::name), results, operands);
    }

    /** The longest axis that no row of the reduced expression depends on. */
    private Optional<Axis> reuse() {
        if (nest.reduction().isEmpty()) return Optional.empty();
        Set<Expr.Load> loads = rowLoads(nest.reduction().get().body());
        return nest.axes().stream()
                .filter(axis -> !axis.equals(inner))
                .filter(axis -> loads.stream().allMatch(load -> stride(load, axis) == 0))
                .max(Comparator.comparingInt(Axis::extent));
    }

    /** As many results at once as stay in the cache, without a rest. */
    private static int results(int extent, int floats) {
        int most = Math.clamp(MOST_RESULT_FLOATS / floats, LoopPlan.Rows.RESULTS_PER_LOOP, MOST_RESULTS);
        if (extent <= most) return extent;
        for (int results = most; results >= MANY_RESULTS; results--) {
            if (extent % results == 0 && results % LoopPlan.Rows.RESULTS_PER_LOOP == 0) return results;
        }
        return extent;
    }

    /** Whether what stays the same along the inner axis stays the same along this one too. */
    private boolean fits(Axis axis) {
        List<Boolean> fits = new ArrayList<>();
        nest.visit(part -> fits.add(switch (part) {
            case Expr.Load load -> isRow(load) || stride(load, axis) == 0;
            case Expr.Index(Affine value) -> value.of(axis.name()) == 0;
            case Expr.Uniform _ -> false;
            case Expr.Constant _, Expr.Accumulator _, Expr.Hyper _, Expr.Unary _, Expr.Binary _, Expr.Fma _,
                    Expr.Select _ -> true;
        }));
        return !fits.contains(false);
    }

    private Set<Expr.Load> rowLoads(Expr expr) {
        Set<Expr.Load> loads = new HashSet<>();
        expr.visit(part -> {
            if (part instanceof Expr.Load load && isRow(load)) loads.add(load);
        });
        return loads;
    }

    private boolean isRow(Expr.Load load) {
        return stride(load, inner) != 0;
    }

    private static int stride(Expr.Load load, Axis axis) {
        Access access = load.access();
        return access.address().offset().of(axis.name());
    }
}
