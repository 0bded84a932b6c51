package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Reduction;

/**
 * Chooses the vector axis and the register tile of a nest by counting: a tile's accumulators and operands must fit
 * the registers, and of those the one with the least loads and the least rest beside the multiply-adds wins.
 */
final class Tile {
    /** The value being loaded. */
    private static final int SPARE_REGISTERS = 1;

    /** Tile points of a nest without inner loops: unrolling alone, nothing is reused. */
    private static final int MOST_POINTWISE = 4;

    /** Of 32 registers, of which three hold what is not loaded anew at each point. */
    private static final int MOST_ACCUMULATORS = 28;

    /** Measured: with more operands held and more accumulators, HotSpot spills some of them in every round. */
    private static final int MOST_HELD = 3;

    private static final int MOST_ACCUMULATORS_BESIDE_MORE = 20;

    /**
     * Measured: HotSpot keeps an index for each address that lies far from the others. With more it spills them in every
     * round, and runs at a third of the speed.
     */
    private static final int MOST_FAR = 15;

    /** Vectors that are read along with each other from places far apart: with more, they evict one another. */
    private static final int MOST_FAR_VECTORS = 8;

    /** Floats within which addresses share an index. */
    private static final int NEAR = 64;

    /** What each further shape of tile adds to the cost, as a share: it is a method that is to be compiled. */
    private static final double SHAPE = 0.02;

    /** Measured: a tile of more incomplete vectors runs twenty times slower. */
    private static final int MOST_MASKED = 6;

    /** Parts of expressions in one method, at some 18 bytes each: HotSpot compiles no method beyond 8,000 bytes. */
    private static final int MOST_PARTS = 400;

    private final Nest nest;
    private final int parts;
    private final int lanes;
    private final int registers;
    private final Optional<String> vectorAxis;
    private final Cycles cycles;
    private final Set<Map<String, Integer>> streams = new LinkedHashSet<>();

    private Tile(Nest nest, int lanes, Optional<String> vectorAxis) {
        this.nest = nest;
        this.lanes = vectorAxis.isPresent() ? lanes : 1;
        this.registers = this.lanes == 16 ? 32 : 16;
        this.vectorAxis = vectorAxis;
        this.cycles = new Cycles(nest, vectorAxis, this.lanes);
        this.parts = nest.result().parts().size() + nest.reduction().map(r -> r.body().parts().size()).orElse(0);
        Expr inner = nest.reduction().map(r -> r.body()).orElse(nest.result());
        inner.visit(part -> {
            if (part instanceof Expr.Load(Access access)) streams.add(access.address().offset().coefficients());
        });
    }

    /** @param lanes floats in a vector; 1 for scalar code */
    static LoopPlan.Tiled choose(Nest nest, int lanes) {
        return new Tile(nest, lanes, lanes == 1 ? Optional.empty() : vectorAxis(nest, lanes)).choose();
    }

    /**
     * The axis along which every load is consecutive or the same, and the store consecutive: an outer axis if there
     * is one, else an inner axis, whose lanes are added up at the end.
     */
    private static Optional<String> vectorAxis(Nest nest, int lanes) {
        Optional<String> outer = nest.axes().stream()
                .filter(axis -> LaneAxis.fits(nest, axis, 1))
                .max(Comparator.comparingInt(Axis::extent))
                .filter(axis -> axis.extent() >= lanes / 2)
                .map(Axis::name);
        if (outer.isPresent() || nest.reduction().isEmpty()) return outer;
        if (nest.reduction().get().combine() != Reduction.Combine.SUM) return Optional.empty();
        return nest.reduction().get().axes().stream()
                .filter(axis -> LaneAxis.fits(nest, axis, 0))
                .filter(axis -> axis.extent() % lanes == 0 || axis.extent() >= lanes / 2 && sumsLoads(nest))
                .max(Comparator.comparingInt(Axis::extent))
                .map(Axis::name);
    }

    /** Whether lanes that a mask turns to zeros add nothing: the terms are loads or products of loads. */
    private static boolean sumsLoads(Nest nest) {
        return switch (nest.reduction().orElseThrow().body()) {
            case Expr.Load _ -> true;
            case Expr.Binary(Expr.BinaryOp op, Expr x, Expr y) ->
                op == Expr.BinaryOp.MULTIPLY && x instanceof Expr.Load && y instanceof Expr.Load;
            case Expr.Constant _, Expr.Accumulator _, Expr.Index _, Expr.Hyper _, Expr.Unary _, Expr.Fma _,
                    Expr.Select _, Expr.Uniform _ -> false;
        };
    }

    private LoopPlan.Tiled choose() {
        Map<String, Integer> best = Map.of();
        double bestCost = Double.MAX_VALUE;
        List<Map<String, Integer>> candidates = new ArrayList<>();
        int most = nest.pointwise() ? MOST_POINTWISE : MOST_ACCUMULATORS;
        enumerate(0, most, new LinkedHashMap<>(), candidates);
        for (Map<String, Integer> candidate : candidates) {
            if (!fits(candidate)) continue;
            LoopPlan.Tiled plan = new LoopPlan.Tiled(vectorAxis, lanes, candidate);
            double cost = cycles.of(plan) * (1 + SHAPE * (shapes(plan) - 1));
            if (cost < bestCost) {
                bestCost = cost;
                best = candidate;
            }
        }
        return new LoopPlan.Tiled(vectorAxis, lanes, best);
    }

    private void enumerate(int index, int budget, Map<String, Integer> chosen, List<Map<String, Integer>> candidates) {
        if (index == nest.axes().size()) {
            candidates.add(new LinkedHashMap<>(chosen));
            return;
        }
        Axis axis = nest.axes().get(index);
        for (int size = 1; size <= Math.min(budget, points(axis)); size++) {
            if (size > 1) chosen.put(axis.name(), size);
            enumerate(index + 1, budget / size, chosen, candidates);
        }
        chosen.remove(axis.name());
    }

    private int shapes(LoopPlan.Tiled plan) {
        return nest.axes().stream().mapToInt(axis -> plan.segments(axis).size()).reduce(1, (x, y) -> x * y);
    }

    /** Trip count of an axis in scalars or vectors. */
    private int points(Axis axis) {
        return isVector(axis) ? (axis.extent() + lanes - 1) / lanes : axis.extent();
    }

    private boolean isVector(Axis axis) {
        return vectorAxis.isPresent() && vectorAxis.get().equals(axis.name());
    }

    private boolean fits(Map<String, Integer> tile) {
        int accumulators = product(tile);
        if (accumulators * parts > MOST_PARTS) return false;
        if (hasTail() && accumulators / tile.getOrDefault(vectorAxis.get(), 1) > MOST_MASKED) return false;
        if (nest.pointwise()) return accumulators <= MOST_POINTWISE;
        int far = 0;
        for (Map<String, Integer> stream : streams) {
            int addresses = farAddresses(stream, tile);
            boolean vectors = vectorAxis.isPresent() && stream.containsKey(vectorAxis.get());
            if (vectors && addresses > MOST_FAR_VECTORS) return false;
            far += addresses;
        }
        if (far > MOST_FAR) return false;
        int smallest = streams.stream().mapToInt(stream -> loads(stream, tile)).filter(n -> n > 0).min().orElse(0);
        if (smallest > MOST_HELD && accumulators > MOST_ACCUMULATORS_BESIDE_MORE) return false;
        return accumulators + smallest + SPARE_REGISTERS <= registers;
    }

    private static int farAddresses(Map<String, Integer> stream, Map<String, Integer> tile) {
        int addresses = 1;
        for (Map.Entry<String, Integer> size : tile.entrySet()) {
            if (Math.abs(stream.getOrDefault(size.getKey(), 0)) > NEAR) addresses *= size.getValue();
        }
        return addresses;
    }

    private boolean hasTail() {
        return nest.axes().stream().anyMatch(axis -> isVector(axis) && axis.extent() % lanes != 0);
    }

    private static int product(Map<String, Integer> tile) {
        return tile.values().stream().reduce(1, (x, y) -> x * y);
    }

    /** Distinct loads of a stream in one tile: the product over the axes that its address depends on. */
    private static int loads(Map<String, Integer> stream, Map<String, Integer> tile) {
        int loads = 1;
        for (Map.Entry<String, Integer> size : tile.entrySet()) {
            if (stream.containsKey(size.getKey())) loads *= size.getValue();
        }
        return loads;
    }
}
