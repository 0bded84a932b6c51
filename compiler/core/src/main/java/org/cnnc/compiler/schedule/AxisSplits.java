package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Reduction;

/**
 * Axes of a nest that become two, {@code a} running as {@code size * a_o + a_i}: so many that an index along blocks of
 * {@link Layout#BLOCK} is a number of blocks and a place within one.
 */
final class AxisSplits {
    private final Map<String, Axis> axes;
    private final Map<String, Integer> sizes = new LinkedHashMap<>();

    /** None yet. */
    AxisSplits(Nest nest) {
        axes = nest.axisByName();
    }

    /**
     * Adds what an index takes to move in whole blocks and within one.
     *
     * @return whether it does then; if not, nothing is added
     */
    boolean add(Affine index) {
        Map<String, Integer> before = Map.copyOf(sizes);
        for (Map.Entry<String, Integer> term : index.coefficients().entrySet()) {
            int coefficient = term.getValue();
            Axis axis = axes.get(term.getKey());
            if (coefficient % Layout.BLOCK == 0 || sizes.containsKey(axis.name())) continue;
            int size = Layout.BLOCK / Math.abs(coefficient);
            if (size > 0 && axis.extent() >= size && axis.extent() % size == 0) sizes.put(axis.name(), size);
        }
        if (decomposed(index)) return true;
        sizes.keySet().retainAll(before.keySet());
        return false;
    }

    /** Whether the rest of an index beside whole blocks stays within one. */
    boolean decomposed(Affine index) {
        Affine rest = rest(index);
        Map<String, Axis> split = splitAxes();
        return rest.min(split) >= 0 && rest.max(split) < Layout.BLOCK;
    }

    /** How many axes of more than one point an index moves along within a block. */
    long axesWithin(Affine index) {
        Map<String, Axis> split = splitAxes();
        return rest(index).coefficients().keySet().stream().filter(axis -> split.get(axis).extent() > 1).count();
    }

    private Map<String, Axis> splitAxes() {
        Map<String, Axis> split = new HashMap<>(axes);
        sizes.keySet().forEach(axis -> split(axes.get(axis)).forEach(part -> split.put(part.name(), part)));
        return split;
    }

    private Affine rest(Affine index) {
        return index.substitute(replacements()).rest(Layout.BLOCK);
    }

    private Map<String, Affine> replacements() {
        Map<String, Affine> replacements = new HashMap<>();
        sizes.forEach((axis, size) ->
                replacements.put(axis, new Affine(Map.of(number(axis), size, within(axis), 1), 0)));
        return replacements;
    }

    private static String number(String axis) {
        return axis + "_o";
    }

    private static String within(String axis) {
        return axis + "_i";
    }

    boolean none() {
        return sizes.isEmpty();
    }

    /**
     * The nest with the axes split: independent axes and numbers of blocks stand where the axis stood, and what a
     * reduction runs through within a block comes last, so that a block is read at a stretch.
     */
    Nest apply(Nest nest) {
        if (none()) return nest;
        Map<String, Affine> replacements = replacements();
        UnaryOperator<Affine> change = affine -> affine.substitute(replacements);
        List<Axis> outer = new ArrayList<>();
        nest.axes().forEach(axis -> outer.addAll(split(axis)));
        Access.Element store = nest.element();
        return new Nest(
                nest.name(),
                nest.line(),
                outer,
                nest.reduction().map(reduction -> {
                    List<Axis> inner = new ArrayList<>();
                    reduction.axes().forEach(axis -> inner.add(split(axis).getFirst()));
                    reduction.axes().forEach(axis -> inner.addAll(split(axis).subList(1, split(axis).size())));
                    return new Reduction(inner, reduction.combine(), reduction.body().mapAffine(change));
                }),
                nest.result().mapAffine(change),
                new Access.Element(store.operand(), store.index().stream().map(change).toList()));
    }

    private List<Axis> split(Axis axis) {
        Integer size = sizes.get(axis.name());
        if (size == null) return List.of(axis);
        return List.of(new Axis(number(axis.name()), axis.extent() / size), new Axis(within(axis.name()), size));
    }
}
