package org.cnnc.compiler.schedule;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.kernel.Space;

/** Cycles in which a nest's numbers come from beyond a cache, by the sizes of what its loops touch. */
final class Traffic {
    /** What fits a core's first cache beside what else is in use. */
    private static final double FIRST_CACHE_BYTES = 32 << 10;

    private static final double SECOND_CACHE_BYTES = 1 << 20;

    private static final double LAST_CACHE_BYTES = 16 << 20;

    /** Bytes a cycle from the second cache, from the last one and from memory. */
    private static final double SECOND_CACHE_RATE = 32;

    private static final double LAST_CACHE_RATE = 16;

    private static final double MEMORY_RATE = 8;

    /** Floats of a cache line. */
    private static final double LINE = 16;

    private final Nest nest;
    private final List<Axis> inner;
    private final Set<Stream> all = new LinkedHashSet<>();
    private final Set<Stream> read = new LinkedHashSet<>();

    /** Addresses of one array that move alike. */
    private record Stream(Space space, Map<String, Integer> strides) {
        /**
         * Bytes of the cache lines that it runs over: where windows overlap, as many as lie between the first and the
         * last.
         */
        double bytes(Iterable<Axis> axes, ToDoubleFunction<Axis> extent) {
            double run = 1;
            double runs = 1;
            double span = 1;
            for (Axis axis : axes) {
                int stride = Math.abs(strides.getOrDefault(axis.name(), 0));
                if (stride == 0) continue;
                double points = extent.applyAsDouble(axis);
                if (stride < LINE) run += stride * (points - 1);
                else runs *= points;
                span += stride * (points - 1);
            }
            return Float.BYTES * Math.max(LINE, Math.min(runs * Math.max(LINE, run), span));
        }
    }

    Traffic(Nest nest) {
        this.nest = nest;
        this.inner = nest.reduction().map(Reduction::axes).orElse(List.of());
        nest.reduction().ifPresent(r -> r.body().visit(part -> add(part, read)));
        all.addAll(read);
        nest.result().visit(part -> add(part, all));
        all.add(stream(nest.store()));
    }

    private static void add(Expr part, Set<Stream> streams) {
        if (part instanceof Expr.Load(Access access)) streams.add(stream(access));
    }

    private static Stream stream(Access access) {
        Access.Address address = access.address();
        return new Stream(address.space(), address.offset().coefficients());
    }

    /** Of the inner loops of one tile: what more than the first cache holds is read from the second again for each tile. */
    double ofTile(ToDoubleFunction<Axis> elements) {
        double bytes = 0;
        for (Stream stream : read) {
            bytes += stream.bytes(nest.axisByName().values(), axis -> inner.contains(axis) ? axis.extent() : elements.applyAsDouble(axis));
        }
        return bytes > FIRST_CACHE_BYTES ? bytes / SECOND_CACHE_RATE : 0;
    }

    /**
     * Of the whole nest, from the last cache and from memory.
     *
     * @param elements that one tile has along an axis
     */
    double ofNest(ToDoubleFunction<Axis> elements) {
        return Math.max(
                beyond(SECOND_CACHE_BYTES, elements) / LAST_CACHE_RATE, beyond(LAST_CACHE_BYTES, elements) / MEMORY_RATE);
    }

    /** Bytes from beyond a cache: a stream is read again in each tile along an axis that does not move it, unless all that lies between stays. */
    private double beyond(double cache, ToDoubleFunction<Axis> elements) {
        List<Axis> axes = nest.axes();
        if (touched(axes, 0, elements) <= cache) return 0;
        double bytes = 0;
        for (Stream stream : all) {
            double times = 1;
            for (int depth = 0; depth < axes.size(); depth++) {
                Axis axis = axes.get(depth);
                if (stream.strides().containsKey(axis.name())) continue;
                if (touched(axes, depth + 1, elements) > cache) times *= axis.extent() / elements.applyAsDouble(axis);
            }
            bytes += times * whole(stream);
        }
        return bytes;
    }

    private double whole(Stream stream) {
        return stream.bytes(nest.axisByName().values(), Axis::extent);
    }

    /** Bytes touched while the loops outside of a depth stand still. */
    private double touched(List<Axis> axes, int depth, ToDoubleFunction<Axis> elements) {
        Set<Axis> still = Set.copyOf(axes.subList(0, depth));
        double bytes = 0;
        for (Stream stream : all) {
            bytes += stream.bytes(
                    nest.axisByName().values(), axis -> still.contains(axis) ? elements.applyAsDouble(axis) : axis.extent());
        }
        return bytes;
    }
}
