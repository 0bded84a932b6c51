package org.cnnc.compiler.kernel;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A loop nest: for each point of {@code axes} it stores one number, {@code result}, which may hold the value of
 * a reduction. Points do not depend on each other, and no two store to the same element. A kernel computes each point
 * once: the element that it stores may stand where one was that this point alone reads.
 *
 * @param name the layer and what is computed, such as {@code C1_forward}
 * @param line line of the {@code .cnn} file
 * @param axes the independent loops, outermost first
 */
public record Nest(String name, int line, List<Axis> axes, Optional<Reduction> reduction, Expr result, Access store) {
    /** Loops of both kinds by name. */
    public Map<String, Axis> axisByName() {
        Map<String, Axis> byName = new LinkedHashMap<>();
        for (Axis axis : axes) byName.put(axis.name(), axis);
        reduction.ifPresent(r -> r.axes().forEach(axis -> byName.put(axis.name(), axis)));
        return byName;
    }

    /** The element stored, before layouts are chosen. */
    public Access.Element element() {
        return switch (store) {
            case Access.Element element -> element;
            case Access.Address address -> throw new IllegalStateException(name + " already has addresses: " + address);
        };
    }

    /** Whether it has no reduction: each element is computed from elements. */
    public boolean pointwise() {
        return reduction.isEmpty();
    }

    /** Visits every part of its expressions. */
    public void visit(java.util.function.Consumer<Expr> visitor) {
        reduction.ifPresent(r -> r.body().visit(visitor));
        result.visit(visitor);
    }

    /** The elements it loads, before layouts are chosen, each once. */
    public Set<Access.Element> loads() {
        Set<Access.Element> loads = new LinkedHashSet<>();
        visit(part -> {
            if (part instanceof Expr.Load(Access.Element element)) loads.add(element);
        });
        return loads;
    }

    @Override
    public String toString() {
        String loops = axes.stream().map(Axis::toString).collect(Collectors.joining(", "));
        String inner = reduction
                .map(r -> " " + r.combine() + " over "
                        + r.axes().stream().map(Axis::toString).collect(Collectors.joining(", ")) + " of "
                        + ExprPrinter.print(r.body()))
                .orElse("");
        return name + " (" + loops + ")" + inner + ": " + store + " = " + ExprPrinter.print(result);
    }
}
