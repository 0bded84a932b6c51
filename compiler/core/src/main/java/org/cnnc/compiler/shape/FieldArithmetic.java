package org.cnnc.compiler.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.cnnc.compiler.op.AxisName;
import org.cnnc.compiler.op.Equation;
import org.cnnc.compiler.op.Layer;
import org.cnnc.compiler.op.Window;
import org.cnnc.compiler.tensor.Shape;

/** How the receptive field of a layer comes about, an equation a spatial axis of the input; one where all are alike. */
final class FieldArithmetic {
    private FieldArithmetic() {}

    /**
     * None where the field is that of what the layer reads.
     *
     * @param sources the fields of what the layer reads
     * @param joined the largest of them
     * @param after the field behind the layer
     */
    static List<Equation> of(
            Layer layer, List<Shape> read, List<ReceptiveField> sources, ReceptiveField joined, ReceptiveField after) {
        int axes = after.size().size();
        if (axes == 0) return List.of();
        Shape input = read.getFirst();
        Optional<Window> window = layer.window(input).filter(found -> found.kernel().length == axes);
        if (window.isPresent()) return equations(after, axis -> through(window.get(), joined, axis));
        if (!after.equals(joined)) return equations(after, axis -> overAll(input, joined, axis));
        boolean differ = sources.stream().distinct().count() > 1;
        return differ ? equations(after, axis -> largest(sources, axis)) : List.of();
    }

    private static List<Equation> equations(ReceptiveField after, IntFunction<String> formula) {
        List<AxisName> names = AxisName.spatial(after.size().size());
        List<Equation> equations = new ArrayList<>();
        for (int axis = 0; axis < names.size(); axis++) {
            String step = "step " + number(after.step().get(axis));
            equations.add(new Equation("receptive field", formula.apply(axis), after.size().get(axis), step));
        }
        if (equations.stream().distinct().count() == 1) return List.of(equations.getFirst());
        for (int axis = 0; axis < names.size(); axis++) {
            Equation unnamed = equations.get(axis);
            String quantity = unnamed.quantity() + " along " + names.get(axis);
            equations.set(axis, new Equation(quantity, unnamed.formula(), unnamed.value(), unnamed.remark()));
        }
        return equations;
    }

    private static String through(Window window, ReceptiveField before, int axis) {
        int dilation = window.dilation()[axis];
        String taps = (dilation == 1 ? "" : dilation + "*") + "(" + window.kernel()[axis] + " - 1)";
        return before.size().get(axis) + " + " + times(taps, before.step().get(axis));
    }

    private static String overAll(Shape shape, ReceptiveField before, int axis) {
        long size = before.size().get(axis);
        long input = before.input().get(axis);
        String all = size + " + " + times("(" + shape.spatial()[axis] + " - 1)", before.step().get(axis));
        String within = "min(" + all + ", " + input + ")";
        return size > input ? "max(" + size + ", " + within + ")" : within;
    }

    private static String largest(List<ReceptiveField> sources, int axis) {
        return sources.stream()
                .map(ReceptiveField::size)
                .filter(size -> axis < size.size())
                .map(size -> size.get(axis).toString())
                .distinct()
                .collect(Collectors.collectingAndThen(Collectors.toList(),
                        sizes -> sizes.size() == 1 ? sizes.getFirst() : "max(" + String.join(", ", sizes) + ")"));
    }

    /** Whole cells that so many steps need. */
    private static String times(String steps, double step) {
        String product = steps + "*" + number(step);
        return step == Math.rint(step) ? product : "ceil(" + product + ")";
    }

    private static String number(double step) {
        if (step == Math.rint(step)) return Long.toString((long) step);
        return String.format(Locale.ROOT, "%.4f", step).replaceFirst("0+$", "");
    }
}
