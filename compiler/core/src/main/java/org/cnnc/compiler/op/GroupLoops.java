package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.tensor.Shape;

/**
 * The loops of an op that takes statistics of each sample by itself, over all positions of neighbouring channels.
 *
 * @param member the channels of a group
 */
record GroupLoops(Lowering lowering, Axis group, Axis member, List<Axis> space) {
    /** Over the elements of an operand that has a sample axis, its channels cut into groups. */
    static GroupLoops of(Lowering lowering, Operand operand, int groups) {
        List<Axis> axes = lowering.axes(operand);
        Axis member = new Axis("m", axes.get(1).extent() / groups);
        return new GroupLoops(lowering, new Axis("g", groups), member, List.copyOf(axes.subList(2, axes.size())));
    }

    List<Axis> all() {
        List<Axis> all = new ArrayList<>(List.of(group, member));
        all.addAll(space);
        all.add(lowering.sample());
        return all;
    }

    private Affine sample() {
        return Affine.of(lowering.sample());
    }

    private List<Affine> positions() {
        return space.stream().map(Affine::of).toList();
    }

    private Affine channel() {
        return Affine.of(group).times(member.extent()).plus(member);
    }

    /** The element of an operand at the point of all loops. */
    Access.Element at(Operand operand) {
        return Lowering.at(operand, positions(), sample(), channel());
    }

    Expr load(Operand operand) {
        return new Expr.Load(at(operand));
    }

    /** The first element of the point's group. */
    Expr first(Operand operand) {
        List<Affine> origin = space.stream().map(axis -> Affine.constant(0)).toList();
        return Lowering.load(operand, origin, sample(), Affine.of(group).times(member.extent()));
    }

    /** The point's element of a parameter, which has one for each channel or for each element of a sample. */
    Expr ofParameter(Operand parameter) {
        boolean perChannel = parameter.type().shape().rank() == 1;
        return Lowering.load(parameter, perChannel ? List.of() : positions(), channel());
    }

    /** Adds the nest of a mean over each group. @return what loads the point's one */
    Expr mean(String name, Expr term, UnaryOperator<Expr> result) {
        Operand mean = lowering.temporary(name, Shape.of(group.extent()));
        List<Axis> inner = new ArrayList<>(List.of(member));
        inner.addAll(space);
        int size = inner.stream().mapToInt(Axis::extent).reduce(1, Math::multiplyExact);
        Access.Element store = new Access.Element(mean, List.of(sample(), Affine.of(group)));
        lowering.reduce(
                List.of(group, lowering.sample()), inner, Reduction.Combine.SUM, term,
                result.apply(Expr.multiply(Expr.accumulator(), Expr.constant(1.0 / size))), store);
        return new Expr.Load(store);
    }
}
