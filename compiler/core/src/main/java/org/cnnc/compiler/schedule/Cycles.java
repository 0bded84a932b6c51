package org.cnnc.compiler.schedule;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Reduction;

/**
 * The cycles that a nest takes on one core, by counting: what the schedule is chosen by. The core modelled does two
 * arithmetic operations and two loads of a cache line in a cycle, on vectors as on floats, and passes a sum on after
 * four; vectors in Java's arrays do not lie along cache lines, so that a long one takes two loads.
 */
final class Cycles {
    /** From one addition to an accumulator to the next. */
    private static final double LATENCY = 4;

    /** What does not overlap: the share of the lesser of arithmetic and loads that adds to the greater. */
    private static final double CONTENTION = 0.1;

    private static final double LOOP_START = 4;

    private static final double CALL = 10;

    /** Adding up the lanes of one accumulator through memory. */
    private static final double LANE_SUM = 12;

    private static final double CACHE_LINE_FLOATS = 16;

    /** Floats that a loop does at once which HotSpot vectorises by itself, one operation a cycle. */
    private static final double ROW_LANES = 8;

    private final Nest nest;
    private final Optional<String> vectorAxis;
    private final int lanes;
    private final Work inner;
    private final Work end;
    private final double rounds;
    private final double innermost;
    private final Traffic traffic;

    /**
     * Operations and loads of an expression: how many of them differ along a set of axes.
     *
     * @param operations by the axes that an operation depends on
     * @param loads by the axes that an address depends on
     */
    private record Work(Map<Set<String>, Double> operations, Map<Set<String>, Double> loads) {
        double operations(Map<String, Integer> tile) {
            return sum(operations, tile);
        }

        double loads(Map<String, Integer> tile) {
            return sum(loads, tile);
        }

        private static double sum(Map<Set<String>, Double> costs, Map<String, Integer> tile) {
            double sum = 0;
            for (Map.Entry<Set<String>, Double> cost : costs.entrySet()) {
                double times = cost.getValue();
                for (Map.Entry<String, Integer> size : tile.entrySet()) {
                    if (cost.getKey().contains(size.getKey())) times *= size.getValue();
                }
                sum += times;
            }
            return sum;
        }
    }

    Cycles(Nest nest, Optional<String> vectorAxis, int lanes) {
        this.nest = nest;
        this.vectorAxis = vectorAxis;
        this.lanes = lanes;
        this.end = work(nest.result(), Set.of());
        this.inner = nest.reduction().map(this::innerWork).orElse(new Work(Map.of(), Map.of()));
        List<Axis> axes = nest.reduction().map(Reduction::axes).orElse(List.of());
        this.rounds = axes.stream().mapToDouble(this::trips).reduce(1, (x, y) -> x * y);
        this.innermost = axes.isEmpty() ? 1 : trips(axes.getLast());
        this.traffic = new Traffic(nest);
    }

    /** The cycles of a nest under a plan. */
    static double of(Nest nest, LoopPlan plan) {
        return switch (plan) {
            case LoopPlan.Tiled tiled -> new Cycles(nest, tiled.vectorAxis(), tiled.lanes()).of(tiled);
            case LoopPlan.Rows _, LoopPlan.Dots _ -> new Cycles(nest, Optional.empty(), 1).inRows();
        };
    }

    /** With the tile of a plan, the rests at the ends of axes in tiles of their own. */
    double of(LoopPlan.Tiled plan) {
        double memory = traffic.ofNest(axis -> Math.min(axis.extent(), plan.step(axis.name())));
        return overlapped(tiles(plan, 0, 1, new HashMap<>()), memory);
    }

    private double tiles(LoopPlan.Tiled plan, int depth, double count, Map<String, Integer> tile) {
        if (depth == nest.axes().size()) return count * tile(tile);
        Axis axis = nest.axes().get(depth);
        double cycles = 0;
        for (LoopPlan.Segment segment : plan.segments(axis)) {
            tile.put(axis.name(), segment.points());
            cycles += tiles(plan, depth + 1, count * segment.count(), tile);
        }
        tile.remove(axis.name());
        return cycles;
    }

    private double tile(Map<String, Integer> tile) {
        int points = tile.values().stream().reduce(1, (x, y) -> x * y);
        double cycles = CALL + overlapped(end.operations(tile) / 2, end.loads(tile) + points * lineCrossings(lanes));
        if (nest.pointwise()) return cycles;
        double round = Math.max(LATENCY, overlapped(inner.operations(tile) / 2, inner.loads(tile)));
        double read = traffic.ofTile(axis -> tile.getOrDefault(axis.name(), 1) * (isVector(axis) ? lanes : 1));
        boolean addsLanes = vectorAxis.isPresent()
                && nest.axes().stream().noneMatch(axis -> axis.name().equals(vectorAxis.get()));
        return cycles + overlapped(rounds * round, read) + rounds / innermost * LOOP_START + (addsLanes ? points * LANE_SUM : 0);
    }

    private static double overlapped(double arithmetic, double loads) {
        return Math.max(arithmetic, loads) + CONTENTION * Math.min(arithmetic, loads);
    }

    private double inRows() {
        double points = 1;
        for (Axis axis : nest.axes()) points *= axis.extent();
        Map<String, Integer> one = Map.of();
        double each = rounds * (inner.operations(one) + inner.loads(one)) + end.operations(one) + end.loads(one) + 1;
        return overlapped(points * each / ROW_LANES, traffic.ofNest(_ -> 1));
    }

    private boolean isVector(Axis axis) {
        return vectorAxis.isPresent() && vectorAxis.get().equals(axis.name());
    }

    private double trips(Axis axis) {
        return isVector(axis) ? Math.ceilDiv(axis.extent(), lanes) : axis.extent();
    }

    /** A product that is added up is one operation; any other body is one more than its own. */
    private Work innerWork(Reduction reduction) {
        boolean fused = reduction.combine() == Reduction.Combine.SUM
                && reduction.body() instanceof Expr.Binary(Expr.BinaryOp op, Expr _, Expr _)
                && op == Expr.BinaryOp.MULTIPLY;
        Set<String> outer = new HashSet<>();
        nest.axes().forEach(axis -> outer.add(axis.name()));
        Work work = work(reduction.body(), fused ? Set.of(reduction.body()) : Set.of());
        work.operations().merge(outer, 1.0, Double::sum);
        return work;
    }

    private Work work(Expr expr, Set<Expr> free) {
        Map<Set<String>, Double> operations = new LinkedHashMap<>();
        Map<Set<String>, Double> loads = new LinkedHashMap<>();
        for (Expr part : expr.parts()) {
            Set<String> axes = axes(part);
            if (part instanceof Expr.Load(Access access)) loads.merge(axes, loadCycles(access.address()), Double::sum);
            double cost = free.contains(part) ? 0 : operations(part);
            if (cost > 0) operations.merge(axes, cost, Double::sum);
        }
        return new Work(operations, loads);
    }

    private double loadCycles(Access.Address address) {
        boolean vector = vectorAxis.isPresent() && address.offset().of(vectorAxis.get()) != 0;
        return (vector ? lineCrossings(lanes) : 1) / 2;
    }

    /** Cache lines that consecutive floats at any place lie in, on average. */
    private static double lineCrossings(int floats) {
        return 1 + (floats - 1) / CACHE_LINE_FLOATS;
    }

    /** In operations of full throughput. */
    private static double operations(Expr part) {
        return switch (part) {
            case Expr.Constant _, Expr.Load _, Expr.Accumulator _, Expr.Hyper _ -> 0;
            case Expr.Index _, Expr.Fma _ -> 1;
            case Expr.Select _ -> 2;
            case Expr.Unary(Expr.UnaryOp op, Expr _) -> switch (op) {
                case NEGATE, ABS -> 1;
                case POWER_OF_TWO, EXPONENT, MANTISSA -> 3;
                case SQRT -> 16;
            };
            case Expr.Binary(Expr.BinaryOp op, Expr _, Expr _) -> switch (op) {
                case ADD, SUBTRACT, MULTIPLY, MAX, MIN -> 1;
                case DIVIDE -> 16;
            };
            case Expr.Uniform _ -> 20;
        };
    }

    /** The axes that a value depends on; a reduced value may depend on all of the nest's own. */
    private Set<String> axes(Expr expr) {
        Set<String> axes = new HashSet<>();
        expr.visit(part -> {
            switch (part) {
                case Expr.Load(Access access) -> axes.addAll(access.address().offset().coefficients().keySet());
                case Expr.Index(Affine value) -> axes.addAll(value.coefficients().keySet());
                case Expr.Uniform(Expr.Key _, int _, Affine index) -> axes.addAll(index.coefficients().keySet());
                case Expr.Accumulator _ -> nest.axes().forEach(axis -> axes.add(axis.name()));
                case Expr.Constant _, Expr.Hyper _, Expr.Unary _, Expr.Binary _, Expr.Fma _, Expr.Select _ -> {}
            }
        });
        return axes;
    }
}
