package org.cnnc.compiler.report;

import java.util.stream.Collectors;
import org.cnnc.compiler.report.outline.OpCall;
import org.cnnc.compiler.report.outline.Quantity;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.compiler.shape.LayerSummary;

/** How the shapes, parameters, multiply-adds and receptive fields of a model's layers come about, layer by layer. */
public final class ArithmeticText {
    private ArithmeticText() {}

    /** @param layer only this layer and those below it; empty for all */
    public static String of(CheckedModel model, String layer) {
        return model.layers().stream()
                .filter(summary -> GraphText.within(summary.path(), layer))
                .map(ArithmeticText::of)
                .collect(Collectors.joining());
    }

    private static String of(LayerSummary layer) {
        String read = layer.read().stream().distinct().count() == 1 && layer.read().size() > 1
                ? layer.read().size() + " times " + layer.read().getFirst()
                : layer.read().stream().map(Object::toString).collect(Collectors.joining(", "));
        String head = layer.path() + ": " + OpCall.of(layer) + "  " + read + " -> " + layer.output() + "\n";
        return layer.arithmetic().equations().stream()
                .map(equation -> "    " + equation.text(Quantity.exact(equation.value())) + "\n")
                .collect(Collectors.joining("", head, ""));
    }
}
