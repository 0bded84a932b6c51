package org.cnnc.compiler.report;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.report.outline.Quantity;
import org.cnnc.compiler.shape.Totals;

/**
 * A number that holds for the whole model.
 *
 * @param name what is counted
 * @param exact the number to the last digit
 * @param brief the same as people say it, or empty
 */
public record Total(String name, String exact, String brief) {
    static List<Total> of(Totals totals) {
        List<Total> rows = new ArrayList<>();
        rows.add(count("parameters", totals.parameters()));
        if (totals.trainable() != totals.parameters()) rows.add(count("trainable parameters", totals.trainable()));
        rows.add(count("multiply-adds a sample", totals.macs()));
        rows.add(bytes("weights (bytes)", totals.weightsBytes()));
        rows.add(bytes("activations a sample (bytes)", totals.activationBytes()));
        if (!totals.receptiveField().isEmpty()) {
            rows.add(new Total("receptive field", Quantity.extents(totals.receptiveField()), ""));
        }
        return List.copyOf(rows);
    }

    private static Total count(String name, long count) {
        return new Total(name, Quantity.exact(count), Quantity.brief(count));
    }

    private static Total bytes(String name, long bytes) {
        return new Total(name, Quantity.exact(bytes), Quantity.bytes(bytes));
    }
}
