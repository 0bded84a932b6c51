package org.cnnc.compiler.shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cnnc.compiler.op.Equation;
import org.cnnc.compiler.op.Layer;
import org.cnnc.compiler.op.ParameterSpec;
import org.cnnc.compiler.op.SumOfProducts;
import org.cnnc.compiler.tensor.Shape;

/**
 * How the numbers of a layer come about.
 *
 * @param sizes those of its result
 * @param counts fan-in, parameters and multiply-adds
 * @param field the receptive field; empty where it is that of what the layer reads
 */
public record LayerArithmetic(List<Equation> sizes, List<Equation> counts, List<Equation> field) {
    static LayerArithmetic of(Layer layer, List<Shape> read, List<Equation> field) {
        return new LayerArithmetic(layer.arithmetic(read), counts(layer, read), field);
    }

    /** All, with sizes that come about alike in one equation. */
    public List<Equation> equations() {
        return Stream.of(Equation.merged(sizes), counts, field).flatMap(List::stream).toList();
    }

    private static List<Equation> counts(Layer layer, List<Shape> read) {
        List<Equation> equations = new ArrayList<>();
        List<ParameterSpec> parameters = layer.parameters(read);
        SumOfProducts work = layer.work(read);
        if (!work.terms().isEmpty()) {
            parameters.stream()
                    .filter(spec -> spec.role() == ParameterSpec.Role.WEIGHT)
                    .forEach(spec -> equations.add(fanIn(spec)));
        }
        add(equations, "parameters", parameters.stream().filter(spec -> spec.role().trained()).toList());
        add(equations, "running statistics",
                parameters.stream().filter(spec -> !spec.role().trained() && spec.role().saved()).toList());
        if (!work.terms().isEmpty()) equations.add(work.equation("MACs"));
        return List.copyOf(equations);
    }

    /** A weight's first axis counts the sums that it makes or takes part in; the others are what one of them reads. */
    private static Equation fanIn(ParameterSpec weight) {
        int[] extents = weight.shape().extents();
        Shape ofOneSum = Shape.of(Arrays.copyOfRange(extents, 1, extents.length));
        return new Equation(
                "fan-in of " + weight.name(), SumOfProducts.elements("fan-in", List.of(ofOneSum)).formula(), weight.fanIn());
    }

    private static void add(List<Equation> equations, String quantity, List<ParameterSpec> specs) {
        if (specs.isEmpty()) return;
        equations.add(SumOfProducts.elements(quantity, specs.stream().map(ParameterSpec::shape).toList()).equation(quantity));
    }
}
