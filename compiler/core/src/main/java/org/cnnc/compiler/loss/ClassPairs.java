package org.cnnc.compiler.loss;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;

/**
 * The loops of a loss that holds each class against each other one, at every position.
 *
 * @param all samples, classes and spatial positions
 * @param otherClass runs over the classes too
 */
record ClassPairs(List<Axis> all, Axis otherClass) {
    static ClassPairs of(Lowering lowering, Operand operand) {
        List<Axis> all = lowering.axes(operand);
        return new ClassPairs(all, new Axis("other", all.get(1).extent()));
    }

    int classes() {
        return otherClass.extent();
    }

    /** Number of spatial positions; 1 where there are none. */
    int area() {
        return all.stream().skip(2).mapToInt(Axis::extent).reduce(1, Math::multiplyExact);
    }

    /** All loops but the samples'. */
    List<Axis> inner() {
        List<Axis> inner = new ArrayList<>(all.subList(1, all.size()));
        if (classes() > 1) inner.add(otherClass);
        return inner;
    }

    /** The element of the class. */
    Expr own(Operand operand) {
        return Lowering.load(operand, all);
    }

    /** The element of the other class at the same position. */
    Expr other(Operand operand) {
        List<Axis> axes = new ArrayList<>(all);
        axes.set(1, otherClass);
        return Lowering.load(operand, axes);
    }
}
