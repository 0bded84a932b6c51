package org.cnnc.compiler.schedule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Space;
import org.cnnc.compiler.op.Value;

/**
 * The parameters that inference reads in another form than the canonical one: each has one place in the prepared array,
 * where all programs of a target read it.
 *
 * @param floats length of the prepared array
 */
record ParameterForms(Map<Value, Form> forms, int floats) {
    /** Where a parameter starts in the prepared array, and the order of its elements there. */
    record Form(int offset, Layout layout) {}

    /** None: all parameters are read as they are. */
    static ParameterForms none() {
        return new ParameterForms(Map.of(), 0);
    }

    /**
     * A place for each parameter that has a form of its own.
     *
     * @throws ArithmeticException when they would not fit an array
     */
    static ParameterForms of(List<Value> parameters, Map<Value, Layout> layouts, Lower lower) {
        Map<Value, Form> forms = new LinkedHashMap<>();
        int floats = 0;
        for (Value parameter : parameters) {
            Layout layout = layouts.get(parameter);
            if (layout == null) continue;
            forms.put(parameter, new Form(floats, layout));
            Operand operand = lower.of(parameter);
            int size = Placement.of(Space.PREPARED, 0, operand, 1, layout, Margins.none(operand)).floats();
            floats = Math.addExact(floats, Math.multiplyExact(Math.ceilDiv(size, Layout.BLOCK), Layout.BLOCK));
        }
        return new ParameterForms(forms, floats);
    }

    /** The program with what it reads of the parameters in their forms. @param parameters that its graph has */
    Program bind(Program program, Lower lower, List<Value> parameters) {
        Map<Operand, Program.Bound> bound = new LinkedHashMap<>(program.bound());
        Map<Operand, Layout> layouts = new LinkedHashMap<>(program.layouts());
        forms.forEach((parameter, form) -> {
            if (!parameters.contains(parameter)) return;
            bound.put(lower.of(parameter), new Program.Bound(Space.PREPARED, form.offset()));
            layouts.put(lower.of(parameter), form.layout());
        });
        return new Program(program.steps(), program.aliases(), bound, layouts);
    }
}
