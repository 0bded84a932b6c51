package org.cnnc.compiler.shape;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.diagnostics.Suggestion;
import org.cnnc.compiler.graph.Expectation;
import org.cnnc.compiler.graph.Rational;
import org.cnnc.compiler.parse.BinaryOperator;
import org.cnnc.compiler.tensor.Shape;

/** Holds a model against its {@code expect} lines. */
final class ExpectationChecker {
    private static final List<String> QUANTITIES = List.of(
            "parameters", "trainable", "macs", "activations", "weights", "memory.train", "memory.infer", "receptive_field", "output");

    /** A sum of more layers than these is not spelled out. */
    private static final int MAX_TERMS = 12;

    private final CheckedModel model;
    private final Shape output;
    private final Diagnostics diagnostics;

    ExpectationChecker(CheckedModel model, Shape output, Diagnostics diagnostics) {
        this.model = model;
        this.output = output;
        this.diagnostics = diagnostics;
    }

    void check(Expectation expectation) {
        Totals totals = model.totals();
        switch (expectation.quantity().text()) {
            case "parameters" -> count(expectation, totals.parameters(), LayerSummary::parameters);
            case "trainable" -> count(expectation, totals.trainable(), LayerSummary::parameters);
            case "macs" -> count(expectation, totals.macs(), LayerSummary::macs);
            case "weights" -> count(expectation, totals.weightsBytes(), layer -> layer.parameters() * Float.BYTES);
            case "activations" -> count(expectation, totals.activationBytes(), layer -> layer.output().elements() * Float.BYTES);
            case "receptive_field" -> sizes(expectation, totals.receptiveField());
            case "output" -> sizes(expectation, Arrays.stream(output.extents()).mapToObj(Long::valueOf).toList());
            case "memory.train", "memory.infer" -> diagnostics.add(
                    Diagnostic.error(Code.CNN3003, expectation.quantity().span(), "memory depends on the schedule, which checking does not make")
                            .help("`weights` and `activations` are known here"));
            default -> diagnostics.add(Suggestion.offer(
                    Diagnostic.error(Code.CNN3002, expectation.quantity().span(), "there is no quantity `" + expectation.quantity() + "`"),
                    expectation.quantity().text(), QUANTITIES));
        }
    }

    private void count(Expectation expectation, long actual, ToLongFunction<LayerSummary> share) {
        if (expectation.value().size() != 1) {
            diagnostics.add(Diagnostic.error(Code.CNN2003, expectation.valueSpan(), "`" + expectation.quantity() + "` is one number, " + actual));
            return;
        }
        if (holds(expectation.comparison(), Rational.of(actual), expectation.value().getFirst())) return;
        Diagnostic diagnostic = failed(expectation, Long.toString(actual));
        List<LayerSummary> terms = model.layers().stream().filter(layer -> share.applyAsLong(layer) > 0).toList();
        if (terms.size() > 1 && terms.size() <= MAX_TERMS) {
            String sum = terms.stream().map(layer -> Long.toString(share.applyAsLong(layer))).collect(Collectors.joining(" + "));
            String names = terms.stream().map(LayerSummary::path).collect(Collectors.joining(" + "));
            diagnostic = diagnostic.note(names + " = " + sum + " = " + actual);
        }
        diagnostics.add(diagnostic);
    }

    /** One number holds for every axis of a receptive field; an order must hold for all extents. */
    private void sizes(Expectation expectation, List<Long> actual) {
        List<Rational> expected = expectation.value();
        boolean spread = expected.size() == 1 && expectation.quantity().text().equals("receptive_field") && !actual.isEmpty();
        boolean sameRank = spread || expected.size() == actual.size();
        boolean equal = sameRank;
        boolean all = sameRank;
        for (int axis = 0; sameRank && axis < actual.size(); axis++) {
            Rational value = Rational.of(actual.get(axis));
            Rational bound = expected.get(spread ? 0 : axis);
            equal &= value.equals(bound);
            all &= holds(expectation.comparison(), value, bound);
        }
        boolean holds = expectation.comparison() == BinaryOperator.UNEQUAL ? !equal : all;
        if (holds) return;
        String text = actual.stream().map(Object::toString).collect(Collectors.joining(" x "));
        diagnostics.add(failed(expectation, text.isEmpty() ? "not defined, as the input has no spatial axes" : text));
    }

    private static Diagnostic failed(Expectation expectation, String actual) {
        return Diagnostic.error(Code.CNN3001, expectation.valueSpan(), "`" + expectation.quantity() + "` is " + actual).at(expectation.span());
    }

    private static boolean holds(BinaryOperator comparison, Rational actual, Rational bound) {
        int order = actual.compareTo(bound);
        return switch (comparison) {
            case EQUAL -> order == 0;
            case UNEQUAL -> order != 0;
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case MORE -> order > 0;
            case AT_LEAST -> order >= 0;
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER, POWER, AND, OR ->
                throw new IllegalArgumentException(comparison + " is no comparison");
        };
    }
}
