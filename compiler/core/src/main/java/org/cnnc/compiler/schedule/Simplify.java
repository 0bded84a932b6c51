package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Reduction;

/**
 * Fewer and longer loops: drops axes of extent 1 and merges two axes wherever every address runs through the inner
 * and the outer one as through a single, longer axis. Outer loops are put in the order of the stored addresses.
 */
final class Simplify {
    private Simplify() {}

    static Nest simplify(Nest nest) {
        Nest current = dropUnitAxes(nest);
        while (true) {
            Optional<Nest> merged = mergeOnce(current);
            if (merged.isEmpty()) break;
            current = merged.get();
        }
        Affine store = current.store().address().offset();
        List<Axis> ordered = new ArrayList<>(current.axes());
        ordered.sort(Comparator.comparingInt((Axis axis) -> -Math.abs(store.of(axis.name()))));
        return new Nest(current.name(), current.line(), ordered, current.reduction(), current.result(), current.store());
    }

    private static Nest dropUnitAxes(Nest nest) {
        UnaryOperator<Affine> drop = affine -> {
            Affine result = affine;
            for (Axis axis : nest.axisByName().values()) {
                if (axis.extent() == 1) result = result.substitute(axis.name(), Affine.constant(0));
            }
            return result;
        };
        List<Axis> axes = nest.axes().stream().filter(axis -> axis.extent() > 1).toList();
        Nest rewritten = rewrite(nest, axes, nest.reduction(), drop);
        if (rewritten.reduction().isEmpty()) return rewritten;
        Reduction reduction = rewritten.reduction().get();
        List<Axis> inner = reduction.axes().stream().filter(axis -> axis.extent() > 1).toList();
        if (!inner.isEmpty()) {
            Reduction shorter = new Reduction(inner, reduction.combine(), reduction.body());
            return rewrite(rewritten, axes, Optional.of(shorter), affine -> affine);
        }
        // A reduction over one point is that point.
        Expr result = rewritten.result().map(part -> part instanceof Expr.Accumulator ? reduction.body() : part);
        return new Nest(nest.name(), nest.line(), axes, Optional.empty(), result, rewritten.store());
    }

    private static Optional<Nest> mergeOnce(Nest nest) {
        List<Affine> affines = affines(nest);
        Optional<Nest> merged = mergeIn(nest, nest.axes(), affines, false);
        if (merged.isPresent() || nest.reduction().isEmpty()) return merged;
        return mergeIn(nest, nest.reduction().get().axes(), affines, true);
    }

    private static Optional<Nest> mergeIn(Nest nest, List<Axis> axes, List<Affine> affines, boolean inner) {
        for (Axis outerAxis : axes) {
            for (Axis innerAxis : axes) {
                if (outerAxis.equals(innerAxis)) continue;
                boolean fits = affines.stream().allMatch(affine ->
                        affine.of(outerAxis.name()) == (long) innerAxis.extent() * affine.of(innerAxis.name()));
                if (fits) return Optional.of(merge(nest, axes, outerAxis, innerAxis, inner));
            }
        }
        return Optional.empty();
    }

    private static Nest merge(Nest nest, List<Axis> axes, Axis outerAxis, Axis innerAxis, boolean inner) {
        Axis both = new Axis(outerAxis.name() + "_" + innerAxis.name(), outerAxis.extent() * innerAxis.extent());
        List<Axis> rest = new ArrayList<>(axes);
        rest.set(rest.indexOf(innerAxis), both);
        rest.remove(outerAxis);
        UnaryOperator<Affine> change = affine -> affine
                .substitute(outerAxis.name(), Affine.constant(0))
                .substitute(innerAxis.name(), Affine.of(both));
        if (!inner) return rewrite(nest, rest, nest.reduction(), change);
        Reduction reduction = nest.reduction().orElseThrow();
        Reduction shorter = new Reduction(rest, reduction.combine(), reduction.body());
        return rewrite(nest, nest.axes(), Optional.of(shorter), change);
    }

    private static Nest rewrite(Nest nest, List<Axis> axes, Optional<Reduction> reduction, UnaryOperator<Affine> change) {
        Access.Address address = nest.store().address();
        Access.Address store = new Access.Address(address.space(), change.apply(address.offset()));
        return new Nest(
                nest.name(),
                nest.line(),
                axes,
                reduction.map(r -> r.mapBody(body -> body.mapAffine(change))),
                nest.result().mapAffine(change),
                store);
    }

    /** Every address and index that a nest computes with. */
    private static List<Affine> affines(Nest nest) {
        List<Affine> affines = new ArrayList<>();
        affines.add(nest.store().address().offset());
        nest.visit(part -> {
            switch (part) {
                case Expr.Load(Access access) -> affines.add(access.address().offset());
                case Expr.Index(Affine value) -> affines.add(value);
                case Expr.Uniform(Expr.Key _, int _, Affine index) -> affines.add(index);
                case Expr.Constant _, Expr.Accumulator _, Expr.Hyper _, Expr.Unary _, Expr.Binary _, Expr.Fma _,
                        Expr.Select _ -> {}
            }
        });
        return affines;
    }
}
