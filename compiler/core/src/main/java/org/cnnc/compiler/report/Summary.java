package org.cnnc.compiler.report;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.report.outline.Folding;
import org.cnnc.compiler.report.outline.Outline;
import org.cnnc.compiler.report.outline.Row;
import org.cnnc.compiler.shape.CheckedModel;

/** What a summary says, whatever its format. @param rows a row a layer, or as many as its depth leaves */
public record Summary(CheckedModel model, List<Row> rows, List<Total> totals, MemoryPlan memory) {
    /** @param depth how many pieces the names of the rows may have, at least 1; empty for all layers */
    public static Summary of(CheckedModel model, OptionalInt depth) {
        List<Row> rows = depth.isEmpty() ? Folding.none(Outline.of(model)) : Folding.at(depth.getAsInt(), Outline.of(model));
        return new Summary(model, rows, Total.of(model.totals()), MemoryPlan.of(model.graph()));
    }

    public String name() {
        return model.graph().name();
    }

    public List<Value> inputs() {
        return model.graph().inputs();
    }

    public Map<String, Value> outputs() {
        return model.graph().outputs();
    }
}
