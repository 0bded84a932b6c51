package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a number of a layer comes about: {@code height = floor((32 + 2*0 - 1*(5 - 1) - 1) / 1) + 1 = 28}.
 *
 * @param quantity what the number is
 * @param formula its formula with the numbers put in
 * @param value what the shape rules say that it is
 * @param remark said behind the value; may be empty
 */
public record Equation(String quantity, String formula, long value, String remark) {
    public Equation(String quantity, String formula, long value) {
        this(quantity, formula, value, "");
    }

    /** Quantities that come about in the same way in one equation: {@code height = width = 2*14 = 28}. */
    public static List<Equation> merged(List<Equation> equations) {
        Map<Equation, List<String>> quantities = new LinkedHashMap<>();
        for (Equation equation : equations) {
            Equation alike = new Equation("", equation.formula, equation.value, equation.remark);
            quantities.computeIfAbsent(alike, _ -> new ArrayList<>()).add(equation.quantity);
        }
        List<Equation> merged = new ArrayList<>();
        quantities.forEach((alike, names) -> merged.add(
                new Equation(String.join(" = ", names), alike.formula, alike.value, alike.remark)));
        return List.copyOf(merged);
    }

    @Override
    public String toString() {
        return text(Long.toString(value));
    }

    /** @param number the value as it is to be written */
    public String text(String number) {
        String calculation = formula.equals(Long.toString(value)) ? number : formula + " = " + number;
        return quantity + " = " + calculation + (remark.isEmpty() ? "" : ", " + remark);
    }
}
