package org.cnnc.compiler.expectation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.diagnostics.Fix;
import org.cnnc.compiler.diagnostics.Suggestion;
import org.cnnc.compiler.graph.Expectation;
import org.cnnc.compiler.graph.Rational;
import org.cnnc.compiler.memory.MemoryUse;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.parse.BinaryOperator;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.compiler.shape.LayerSummary;
import org.cnnc.compiler.shape.Totals;

/** Holds a model against its {@code expect} lines. */
public final class ExpectationChecker {
    private static final List<String> QUANTITIES = List.of(
            "parameters", "trainable", "macs", "activations", "weights", "memory.train", "memory.infer", "receptive_field", "output");

    /** Stands before the name of one of several outputs. */
    private static final String OUTPUT = "output.";

    /** A sum of more layers than these is not spelled out. */
    private static final int MAX_TERMS = 12;

    private final CheckedModel model;
    private final Diagnostics diagnostics;

    private ExpectationChecker(CheckedModel model, Diagnostics diagnostics) {
        this.model = model;
        this.diagnostics = diagnostics;
    }

    /** Whether all of it holds; reports what does not. A model is scheduled only when its memory is claimed. */
    public static boolean check(CheckedModel model, List<Expectation> expectations, Diagnostics diagnostics) {
        int before = diagnostics.errors();
        ExpectationChecker checker = new ExpectationChecker(model, diagnostics);
        expectations.forEach(checker::check);
        return diagnostics.errors() == before;
    }

    /** Reports quantities that there are not, of a model whose errors leave nothing else of its claims to be checked. */
    public static void checkNames(List<Expectation> expectations, Collection<String> outputs, Diagnostics diagnostics) {
        for (Expectation expectation : expectations) {
            List<String> known = known(outputs);
            if (!known.contains(expectation.quantity().text())) diagnostics.add(unknown(expectation, known));
        }
    }

    private static List<String> known(Collection<String> outputs) {
        List<String> known = new ArrayList<>(QUANTITIES);
        outputs.forEach(name -> known.add(OUTPUT + name));
        return known;
    }

    private static Diagnostic unknown(Expectation expectation, List<String> known) {
        String quantity = expectation.quantity().text();
        return Suggestion.offer(
                Diagnostic.error(Code.CNN3002, expectation.quantity().span(), "there is no quantity `" + quantity + "`"), quantity, known);
    }

    private void check(Expectation expectation) {
        Totals totals = model.totals();
        String quantity = expectation.quantity().text();
        switch (quantity) {
            case "parameters" -> count(expectation, totals.parameters(), LayerSummary::parameters);
            case "trainable" -> count(expectation, totals.trainable(), LayerSummary::parameters);
            case "macs" -> count(expectation, totals.macs(), LayerSummary::macs);
            case "weights" -> count(expectation, totals.weightsBytes(), layer -> (layer.parameters() + layer.state()) * Float.BYTES);
            case "activations" -> count(expectation, totals.activationBytes(), layer -> layer.output().elements() * Float.BYTES);
            case "receptive_field" -> sizes(expectation, totals.receptiveField());
            case "output" -> sizes(expectation, extents(model.graph().outputs().values().iterator().next()));
            case "memory.infer" -> memory(expectation, () -> MemoryUse.inference(model.graph()));
            case "memory.train" -> memory(expectation, () -> MemoryUse.training(model.graph()));
            default -> named(expectation, quantity);
        }
    }

    /** {@code output.mask}: one of several outputs. */
    private void named(Expectation expectation, String quantity) {
        List<String> known = known(model.graph().outputs().keySet());
        if (quantity.startsWith(OUTPUT) && known.contains(quantity)) {
            sizes(expectation, extents(model.graph().outputs().get(quantity.substring(OUTPUT.length()))));
            return;
        }
        diagnostics.add(unknown(expectation, known));
    }

    private static List<Long> extents(Value output) {
        return Arrays.stream(output.type().shape().extents()).mapToObj(Long::valueOf).toList();
    }

    private void memory(Expectation expectation, Supplier<MemoryUse> plan) {
        try {
            MemoryUse use = plan.get();
            number(expectation, use.total()).ifPresent(failed -> diagnostics.add(failed.note(sum(use))));
        } catch (ArithmeticException tooLarge) {
            diagnostics.add(Diagnostic.error(Code.CNN3003, expectation.quantity().span(),
                    "the memory of a block of samples does not fit one array: " + tooLarge.getMessage()));
        } catch (IllegalArgumentException untrainable) {
            diagnostics.add(Diagnostic.error(Code.CNN3003, expectation.quantity().span(), untrainable.getMessage()));
        }
    }

    private static String sum(MemoryUse use) {
        String training = use.gradients() == 0 ? "" : " + gradients " + use.gradients() + " + optimizer state " + use.state();
        return "parameters " + use.parameters() + training + " + results " + use.arena() + " + inputs and outputs " + use.io()
                + " + scratch " + use.scratch() + " = " + use.total();
    }

    private void count(Expectation expectation, long actual, ToLongFunction<LayerSummary> share) {
        number(expectation, actual).ifPresent(failed -> diagnostics.add(terms(failed, actual, share)));
    }

    /** What is to be said where one number is claimed and it is another. */
    private Optional<Diagnostic> number(Expectation expectation, long actual) {
        if (expectation.value().size() != 1) {
            return Optional.of(Diagnostic.error(Code.CNN2003, expectation.valueSpan(), "`" + expectation.quantity() + "` is one number, " + actual));
        }
        boolean holds = holds(expectation.comparison(), Rational.of(actual), expectation.value().getFirst());
        return holds ? Optional.empty() : Optional.of(failed(expectation, Long.toString(actual)));
    }

    private Diagnostic terms(Diagnostic diagnostic, long actual, ToLongFunction<LayerSummary> share) {
        List<LayerSummary> terms = model.layers().stream().filter(layer -> share.applyAsLong(layer) > 0).toList();
        if (terms.size() <= 1 || terms.size() > MAX_TERMS) return diagnostic;
        String sum = terms.stream().map(layer -> Long.toString(share.applyAsLong(layer))).collect(Collectors.joining(" + "));
        String names = terms.stream().map(LayerSummary::path).collect(Collectors.joining(" + "));
        return diagnostic.note(names + " = " + sum + " = " + actual);
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
        return Diagnostic.error(Code.CNN3001, expectation.valueSpan(), "`" + expectation.quantity() + "` is " + actual).at(expectation.span())
                .fix(Fix.replace(expectation.valueSpan(), actual, "`" + expectation.comparison().symbol() + " " + actual + "` is true"));
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
