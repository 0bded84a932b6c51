package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Space;

/**
 * The order in which a nest whose axes are split walks through an operand: what the outer loops choose comes first, then
 * what the inner loops run through, and last the vector.
 */
final class PackedOrder {
    private PackedOrder() {}

    /** @param vector the axes of the nest that are the lanes of a vector */
    static Layout of(Nest nest, Access.Element element, Set<String> vector) {
        Operand operand = element.operand();
        Map<String, Axis> axes = nest.axisByName();
        List<Layout.Part> parts = new ArrayList<>();
        for (int i = 0; i < element.index().size(); i++) {
            if (isBlocked(element, i, axes)) {
                parts.add(new Layout.Part(i, Layout.Of.BLOCK));
                parts.add(new Layout.Part(i, Layout.Of.WITHIN));
            } else {
                parts.add(new Layout.Part(i, Layout.Of.WHOLE));
            }
        }
        List<String> order = new ArrayList<>();
        nest.axes().stream().map(Axis::name).filter(axis -> !vector.contains(axis)).forEach(order::add);
        nest.reduction().ifPresent(reduction -> reduction.axes().forEach(axis -> order.add(axis.name())));
        order.addAll(vector);
        parts.sort(Comparator.comparingInt(part -> axes(part, element).stream().mapToInt(order::indexOf).max().orElse(-1)));
        Layout layout = new Layout(parts);
        return sameAddresses(element, layout) ? Layout.dense(operand) : layout;
    }

    /** The axes that run along the channels within a block; none where an index is not in whole blocks. */
    static Set<String> within(Access.Element element, int index, Map<String, Axis> axes) {
        if (!isBlocked(element, index, axes)) return Set.of();
        return element.index().get(index).rest(Layout.BLOCK).coefficients().keySet();
    }

    private static boolean isBlocked(Access.Element element, int i, Map<String, Axis> axes) {
        Affine rest = element.index().get(i).rest(Layout.BLOCK);
        int first = element.operand().type().batched() ? 1 : 0;
        return i >= first
                && element.operand().type().shape().extent(i - first) % Layout.BLOCK == 0
                && !rest.coefficients().isEmpty()
                && rest.min(axes) >= 0
                && rest.max(axes) < Layout.BLOCK;
    }

    /** The axes that a part of an index moves with. */
    private static Set<String> axes(Layout.Part part, Access.Element element) {
        Affine index = element.index().get(part.index());
        return switch (part.of()) {
            case WHOLE -> index.coefficients().keySet();
            case BLOCK -> index.units(Layout.BLOCK).coefficients().keySet();
            case WITHIN -> index.rest(Layout.BLOCK).coefficients().keySet();
        };
    }

    private static boolean sameAddresses(Access.Element element, Layout layout) {
        Operand operand = element.operand();
        Margins.Margin none = Margins.none(operand);
        return Placement.of(Space.PREPARED, 0, operand, 1, layout, none).address(element.index())
                .equals(Placement.of(Space.PREPARED, 0, operand, 1, Layout.dense(operand), none).address(element.index()));
    }
}
