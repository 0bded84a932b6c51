package org.cnnc.compiler.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.schedule.LoopPlan;

/**
 * The strides and the trip count that a tile method with inner loops takes as arguments, so that layers of other
 * extents share it: distances between rows, planes and blocks of channels, and how many blocks are added up. What the
 * innermost loop multiplies by, the loops that run within a few cycles, and points close to each other stay literals,
 * without which HotSpot's code is far slower.
 *
 * @param strides in the order in which they are passed
 * @param rounds the inner axis whose trip count is an argument, always the outermost
 */
record TileArguments(List<Stride> strides, Optional<String> rounds) {
    /** How far one step along an axis moves in a stream. */
    record Stride(int stream, String axis) {}

    /** Floats: neighbouring points of a tile lie closer, and differ by a literal in all layers alike. */
    private static final int NEAR = 64;

    /** Points along an axis whose stride is an argument: each needs a register for its address. */
    private static final int MOST_POINTERS = 4;

    /** Rounds of the loops inside from which on it does not matter that a loop's bound is no literal. */
    private static final int LONG_ROUNDS = 16;

    static TileArguments of(Nest nest, Streams streams, LoopPlan.Tiled plan, TileShape shape) {
        if (nest.reduction().isEmpty() || plan.lanes() == 1) return new TileArguments(List.of(), Optional.empty());
        List<Axis> inner = nest.reduction().map(Reduction::axes).orElseThrow();
        List<Stride> strides = new ArrayList<>();
        for (int s = 0; s < streams.all().size(); s++) {
            Streams.Stream stream = streams.all().get(s);
            for (Axis axis : nest.axes()) {
                int points = shape.sizes().getOrDefault(axis.name(), 1);
                boolean few = points > 1 && points <= MOST_POINTERS && !plan.isVector(axis.name());
                if (few && isFar(stream.of(axis.name()))) strides.add(new Stride(s, axis.name()));
            }
            for (int i = 0; i + 1 < inner.size(); i++) {
                int stride = stream.of(inner.get(i).name());
                Axis next = inner.get(i + 1);
                boolean dense = stride == (long) next.extent() * stream.of(next.name());
                if (isFar(stride) && !dense) strides.add(new Stride(s, inner.get(i).name()));
            }
        }
        return new TileArguments(List.copyOf(strides), rounds(inner, plan));
    }

    private static boolean isFar(int stride) {
        return Math.abs(stride) > NEAR;
    }

    private static Optional<String> rounds(List<Axis> inner, LoopPlan.Tiled plan) {
        String outermost = inner.getFirst().name();
        long inside = 1;
        for (Axis axis : inner.subList(1, inner.size())) inside *= axis.extent();
        boolean passed = inside >= LONG_ROUNDS && !plan.isVector(outermost);
        return passed ? Optional.of(outermost) : Optional.empty();
    }

    boolean has(int stream, String axis) {
        return strides.contains(new Stride(stream, axis));
    }

    /** The numbers of one kernel, in the order of the parameters. */
    List<Integer> values(Nest nest, Streams streams) {
        List<Integer> values = new ArrayList<>();
        for (Stride stride : strides) values.add(streams.all().get(stride.stream()).of(stride.axis()));
        rounds.ifPresent(axis -> values.add(nest.axisByName().get(axis).extent()));
        return values;
    }

    int count() {
        return strides.size() + (rounds.isPresent() ? 1 : 0);
    }

    /** With axes named as given. */
    String text(java.util.function.UnaryOperator<String> name) {
        return strides.stream().map(s -> s.stream() + name.apply(s.axis())).collect(Collectors.joining(" "))
                + rounds.map(axis -> " rounds " + name.apply(axis)).orElse("");
    }
}
