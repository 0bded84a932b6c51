package org.cnnc.compiler.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.diagnostics.Suggestion;
import org.cnnc.compiler.parse.BinaryOperator;
import org.cnnc.compiler.parse.Expression;
import org.cnnc.compiler.parse.GivenArgument;
import org.cnnc.compiler.parse.Identifier;
import org.cnnc.compiler.source.Span;

/** Evaluates compile-time expressions. What is wrong is reported once and becomes {@link Constant.Unknown}. */
final class Evaluator {
    private static final Constant UNKNOWN = new Constant.Unknown();
    /** What may be called in expressions. */
    static final List<String> FUNCTIONS = List.of("floor", "ceil", "round", "sqrt", "min", "max");

    private final Scope scope;
    private final Function<Identifier, Constant> inputMember;
    private final Diagnostics diagnostics;

    /** @param inputMember the value of {@code in.channels} and the like */
    Evaluator(Scope scope, Function<Identifier, Constant> inputMember, Diagnostics diagnostics) {
        this.scope = scope;
        this.inputMember = inputMember;
        this.diagnostics = diagnostics;
    }

    /** An evaluator where no input is in sight: defaults, settings, the command line. */
    static Evaluator outsideBodies(Scope scope, Diagnostics diagnostics) {
        return new Evaluator(scope, member -> {
            diagnostics.add(Diagnostic.error(Code.CNN2018, member.span(), "`in` can be read in the body of a model or a block only"));
            return UNKNOWN;
        }, diagnostics);
    }

    Constant evaluate(Expression expression) {
        return switch (expression) {
            case Expression.NumberLiteral number -> exact(number.span(), () -> Rational.of(number.value()));
            case Expression.Flag flag -> new Constant.Flag(flag.value());
            case Expression.Text text -> new Constant.Text(text.value());
            case Expression.Name name -> scope.find(name.text()).orElse(new Constant.Word(name.text()));
            case Expression.InputMember member -> inputMember.apply(member.member());
            case Expression.Unary unary -> unary(unary);
            case Expression.Binary binary -> binary(binary);
            case Expression.Extents extents -> extents(extents);
            case Expression.Choice choice -> choice(choice);
            case Expression.Call call -> FUNCTIONS.contains(call.name().text()) ? function(call)
                    : new Constant.Call(call.name().text(), arguments(call.arguments()));
            case Expression.Tuple tuple -> new Constant.Tuple(arguments(tuple.elements()));
        };
    }

    List<Given> arguments(List<GivenArgument> arguments) {
        return arguments.stream()
                .map(argument -> new Given(argument.key(), evaluate(argument.value()), argument.span()))
                .toList();
    }

    /** True or false; empty after an error. */
    Optional<Boolean> condition(Expression expression) {
        return switch (evaluate(expression)) {
            case Constant.Flag flag -> Optional.of(flag.value());
            case Constant other -> {
                List<String> known = Stream.concat(Stream.of("true", "false"), scope.names().stream()).toList();
                wrongKind(expression.span(), other, "true or false", known);
                yield Optional.empty();
            }
        };
    }

    private Constant choice(Expression.Choice choice) {
        return condition(choice.condition())
                .map(holds -> evaluate(holds ? choice.then() : choice.otherwise()))
                .orElse(UNKNOWN);
    }

    private Constant unary(Expression.Unary unary) {
        return switch (unary.operator()) {
            case NOT -> condition(unary.operand()).<Constant>map(holds -> new Constant.Flag(!holds)).orElse(UNKNOWN);
            case PLUS -> number(unary.operand()).<Constant>map(Constant.Number::new).orElse(UNKNOWN);
            case MINUS -> number(unary.operand()).<Constant>map(value -> new Constant.Number(value.negate())).orElse(UNKNOWN);
        };
    }

    private Constant binary(Expression.Binary binary) {
        return switch (binary.operator()) {
            case AND, OR -> logic(binary);
            case EQUAL, UNEQUAL -> equality(binary);
            case LESS, AT_MOST, MORE, AT_LEAST, ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER, POWER -> arithmetic(binary);
        };
    }

    private Constant logic(Expression.Binary binary) {
        boolean decides = binary.operator() == BinaryOperator.OR;
        Optional<Boolean> left = condition(binary.left());
        if (left.isEmpty()) return UNKNOWN;
        if (left.get() == decides) return new Constant.Flag(decides);
        return condition(binary.right()).<Constant>map(Constant.Flag::new).orElse(UNKNOWN);
    }

    private Constant equality(Expression.Binary binary) {
        Constant left = evaluate(binary.left());
        Constant right = evaluate(binary.right());
        if (left.isUnknown() || right.isUnknown()) return UNKNOWN;
        return new Constant.Flag(left.equals(right) == (binary.operator() == BinaryOperator.EQUAL));
    }

    private Constant arithmetic(Expression.Binary binary) {
        Optional<Rational> left = number(binary.left());
        Optional<Rational> right = number(binary.right());
        if (left.isEmpty() || right.isEmpty()) return UNKNOWN;
        Rational a = left.get();
        Rational b = right.get();
        return switch (binary.operator()) {
            case ADD -> exact(binary.span(), () -> a.plus(b));
            case SUBTRACT -> exact(binary.span(), () -> a.minus(b));
            case MULTIPLY -> exact(binary.span(), () -> a.times(b));
            case POWER -> exact(binary.span(), () -> a.power(b));
            case DIVIDE, REMAINDER -> {
                if (b.isZero()) {
                    diagnostics.add(Diagnostic.error(Code.CNN2024, binary.right().span(), "this is 0"));
                    yield UNKNOWN;
                }
                yield exact(binary.span(), () -> binary.operator() == BinaryOperator.DIVIDE ? a.over(b) : a.remainder(b));
            }
            case LESS -> new Constant.Flag(a.compareTo(b) < 0);
            case AT_MOST -> new Constant.Flag(a.compareTo(b) <= 0);
            case MORE -> new Constant.Flag(a.compareTo(b) > 0);
            case AT_LEAST -> new Constant.Flag(a.compareTo(b) >= 0);
            case EQUAL, UNEQUAL, AND, OR -> throw new IllegalStateException(binary.operator() + " is no arithmetic");
        };
    }

    private Constant extents(Expression.Extents extents) {
        List<Rational> sizes = new ArrayList<>();
        for (Expression size : extents.sizes()) number(size).ifPresent(sizes::add);
        return sizes.size() == extents.sizes().size() ? new Constant.Extents(List.copyOf(sizes)) : UNKNOWN;
    }

    private Constant function(Expression.Call call) {
        List<Rational> values = new ArrayList<>();
        for (GivenArgument argument : call.arguments()) number(argument.value()).ifPresent(values::add);
        if (values.size() < call.arguments().size()) return UNKNOWN;
        String name = call.name().text();
        boolean several = name.equals("min") || name.equals("max");
        boolean keyed = call.arguments().stream().anyMatch(argument -> argument.key().isPresent());
        if (keyed || (several ? values.isEmpty() : values.size() != 1)) {
            diagnostics.add(Diagnostic.error(Code.CNN2012, call.span(),
                    "`" + name + "` takes " + (several ? "one or more numbers" : "one number") + " without a key"));
            return UNKNOWN;
        }
        Rational value = values.getFirst();
        return exact(call.span(), () -> switch (name) {
            case "floor" -> value.floor();
            case "ceil" -> value.ceil();
            case "round" -> value.round();
            case "sqrt" -> value.squareRoot();
            case "min" -> values.stream().min(Rational::compareTo).orElseThrow();
            case "max" -> values.stream().max(Rational::compareTo).orElseThrow();
            default -> throw new IllegalStateException(name + " is no function");
        });
    }

    private Constant exact(Span span, Supplier<Rational> arithmetic) {
        try {
            return new Constant.Number(arithmetic.get());
        } catch (ArithmeticException e) {
            diagnostics.add(Diagnostic.error(Code.CNN1011, span, e.getMessage()));
            return UNKNOWN;
        }
    }

    private Optional<Rational> number(Expression expression) {
        return switch (evaluate(expression)) {
            case Constant.Number number -> Optional.of(number.value());
            case Constant other -> {
                wrongKind(expression.span(), other, "a number", scope.names());
                yield Optional.empty();
            }
        };
    }

    /** @param known what a word could have been meant to be */
    private void wrongKind(Span span, Constant found, String expected, Collection<String> known) {
        switch (found) {
            case Constant.Unknown unknown -> { }
            case Constant.Word word -> diagnostics.add(Suggestion.offer(
                    Diagnostic.error(Code.CNN2015, span, "nothing is named `" + word.name() + "` here"), word.name(), known));
            case Constant.Call call -> diagnostics.add(Suggestion.offer(
                    Diagnostic.error(Code.CNN2015, span, "there is no function `" + call.name() + "`"), call.name(), FUNCTIONS));
            case Constant other -> diagnostics.add(
                    Diagnostic.error(Code.CNN2003, span, "expected " + expected + ", found " + other.kind() + ": " + other));
        }
    }
}
