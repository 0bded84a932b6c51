package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;

/** Chooses the rows of a nest for a JVM without the Vector API; see {@link LoopPlan.Rows}. */
final class ChooseRows {
    /** Shorter rows do not pay for the copies. */
    private static final int SHORTEST = 32;

    /** Floats of results that stay in the cache while rows are combined into them. */
    private static final int MOST_RESULT_FLOATS = 1 << 17;

    /** Operands of a result: a loop takes each as an argument, and a method has 255 at the most. */
    private static final int MOST_OPERANDS = 64;

    private ChooseRows() {}

    /** Empty where no axis is long enough, addresses do not run along one, or there are too many of them. */
    static Optional<LoopPlan.Rows> choose(Nest nest) {
        long operands = nest.result().parts().stream().filter(part -> part instanceof Expr.Load).count();
        if (operands > MOST_OPERANDS) return Optional.empty();
        return nest.axes().stream()
                .filter(axis -> axis.extent() >= SHORTEST && LaneAxis.fits(nest, axis, 1))
                .max(Comparator.comparingInt(Axis::extent))
                .map(axis -> along(nest, axis));
    }

    private static LoopPlan.Rows along(Nest nest, Axis row) {
        Optional<Axis> reuse = nest.reduction().isEmpty()
                ? Optional.empty()
                : nest.axes().stream()
                        .filter(axis -> !axis.equals(row) && shared(nest.reduction().get().body(), row, axis))
                        .filter(axis -> (long) axis.extent() * row.extent() <= MOST_RESULT_FLOATS)
                        .max(Comparator.comparingInt(Axis::extent));
        int body = nest.reduction()
                .map(r -> rowLoads(r.body(), row).size() * LoopPlan.Rows.TAPS_PER_LOOP)
                .orElse(0);
        int operands = Math.max(body, rowLoads(nest.result(), row).size());
        int results = reuse.map(Axis::extent).orElse(1);
        return new LoopPlan.Rows(row.name(), reuse.map(Axis::name), row.extent(), results, operands);
    }

    /** Whether no row that the expression reads depends on an axis. */
    private static boolean shared(Expr body, Axis row, Axis axis) {
        return rowLoads(body, row).stream().allMatch(load -> load.access().address().offset().of(axis.name()) == 0);
    }

    private static Set<Expr.Load> rowLoads(Expr expr, Axis row) {
        List<Expr.Load> loads = new ArrayList<>();
        expr.visit(part -> {
            if (part instanceof Expr.Load load && isRow(load.access(), row)) loads.add(load);
        });
        return new HashSet<>(loads);
    }

    private static boolean isRow(Access access, Axis row) {
        return access.address().offset().of(row.name()) == 1;
    }
}
