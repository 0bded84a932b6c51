package org.cnnc.compiler.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.diagnostics.Suggestion;
import org.cnnc.compiler.parse.Identifier;
import org.cnnc.compiler.parse.ParameterDecl;
import org.cnnc.compiler.parse.Range;
import org.cnnc.compiler.source.Span;

/** Gives the parameters of a model or a block their values: given ones, scope defaults, then their own. */
final class ParameterBinder {
    private final Diagnostics diagnostics;

    ParameterBinder(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /**
     * The scope of the parameters. A parameter that is wrong is reported and unknown.
     *
     * @param at marked where a parameter has no value
     */
    Scope bind(Identifier owner, List<ParameterDecl> parameters, List<Given> given, List<Given> defaults, Span at) {
        int before = diagnostics.errors();
        Map<String, Given> assigned = assign(owner, parameters, given);
        boolean clear = diagnostics.errors() == before;
        for (Given fallback : defaults) fallback.key().ifPresent(key -> assigned.putIfAbsent(key.text(), fallback));
        Scope scope = Scope.root();
        for (ParameterDecl parameter : parameters) {
            if (scope.defines(parameter.name().text())) {
                diagnostics.add(Diagnostic.error(Code.CNN2016, parameter.name().span(), "this parameter is named twice"));
                continue;
            }
            Given value = assigned.get(parameter.name().text());
            scope.define(parameter.name().text(), value == null && parameter.defaultValue().isEmpty()
                    ? missing(owner, parameter, clear, at) : value(parameter, Optional.ofNullable(value), scope, at));
        }
        return scope;
    }

    /** @param report whether what was given is right, so that a misspelt name is not what is missing */
    private Constant missing(Identifier owner, ParameterDecl parameter, boolean report, Span at) {
        if (report) {
            Diagnostic diagnostic = Diagnostic.error(Code.CNN2025, at, "`" + owner + "` needs " + parameter.name())
                    .related(parameter.name().span(), "this parameter has no default");
            // A model is used by no statement: what marks it is its own name.
            boolean model = at.equals(owner.span());
            diagnostics.add(model ? diagnostic.advice("`--set " + parameter.name() + "=…` gives it a value from outside") : diagnostic);
        }
        return new Constant.Unknown();
    }

    private Map<String, Given> assign(Identifier owner, List<ParameterDecl> parameters, List<Given> given) {
        List<String> names = parameters.stream().map(parameter -> parameter.name().text()).toList();
        Map<String, Given> assigned = new HashMap<>();
        int next = 0;
        for (Given argument : given) {
            String name;
            if (argument.key().isPresent()) {
                name = argument.key().get().text();
                if (!names.contains(name)) {
                    diagnostics.add(Suggestion.offer(Diagnostic.error(Code.CNN2002, argument.key().get().span(),
                            "`" + owner + "` has no parameter `" + name + "`"), name, names));
                    continue;
                }
            } else if (next < names.size()) {
                name = names.get(next++);
            } else {
                diagnostics.add(Diagnostic.error(Code.CNN2012, argument.span(),
                        "`" + owner + "` has " + (names.isEmpty() ? "no parameters" : "the parameters " + String.join(", ", names))));
                continue;
            }
            if (assigned.putIfAbsent(name, argument) != null) {
                diagnostics.add(Diagnostic.error(Code.CNN2011, argument.span(), "this is a second `" + name + "`")
                        .related(assigned.get(name).span(), "`" + name + "` is given here"));
            }
        }
        return assigned;
    }

    private Constant value(ParameterDecl parameter, Optional<Given> given, Scope earlier, Span at) {
        Evaluator evaluator = Evaluator.outsideBodies(earlier, diagnostics);
        Constant fallback = parameter.defaultValue().map(evaluator::evaluate).orElse(new Constant.Unknown());
        Constant value = given.map(Given::value).orElse(fallback);
        Span span = given.map(Given::span).or(() -> parameter.defaultValue().map(tree -> tree.span())).orElse(at);
        if (given.isPresent() && !sameKind(value, fallback)) {
            diagnostics.add(Diagnostic.error(Code.CNN2003, span,
                    "`" + parameter.name() + "` is " + fallback.kind() + ", found " + value.kind() + ": " + value)
                    .related(parameter.name().span(), "its default is " + fallback));
            return new Constant.Unknown();
        }
        return parameter.range().isPresent() && !within(evaluator, parameter, parameter.range().get(), value, span)
                ? new Constant.Unknown() : value;
    }

    /** A parameter's type is its default's; an extent may be given where the default is one number. */
    private static boolean sameKind(Constant value, Constant fallback) {
        if (value.isUnknown() || fallback.isUnknown()) return true;
        boolean sizes = value instanceof Constant.Extents || value instanceof Constant.Number;
        boolean named = value instanceof Constant.Word || value instanceof Constant.Call;
        return switch (fallback) {
            case Constant.Number number -> sizes;
            case Constant.Extents extents -> sizes;
            case Constant.Word word -> named;
            case Constant.Call call -> named;
            case Constant.Flag flag -> value instanceof Constant.Flag;
            case Constant.Text text -> value instanceof Constant.Text;
            case Constant.Tuple tuple -> value instanceof Constant.Tuple || sizes;
            case Constant.Unknown unknown -> true;
        };
    }

    private boolean within(Evaluator evaluator, ParameterDecl parameter, Range range, Constant value, Span span) {
        if (value.isUnknown()) return false;
        List<Rational> bounds = new ArrayList<>();
        for (var end : List.of(range.from(), range.to())) {
            Constant bound = evaluator.evaluate(end);
            if (bound instanceof Constant.Number number) bounds.add(number.value());
            else if (!bound.isUnknown()) diagnostics.add(Diagnostic.error(Code.CNN2003, end.span(), "a range is between numbers, found " + bound.kind()));
        }
        if (bounds.size() < 2) return false;
        if (!(value instanceof Constant.Number number)) {
            diagnostics.add(Diagnostic.error(Code.CNN2003, span, "`" + parameter.name() + "` is a number, found " + value.kind() + ": " + value));
            return false;
        }
        if (number.value().compareTo(bounds.get(0)) >= 0 && number.value().compareTo(bounds.get(1)) <= 0) return true;
        diagnostics.add(Diagnostic.error(Code.CNN2013, span,
                        "`" + parameter.name() + "` is " + bounds.get(0) + " to " + bounds.get(1) + ", found " + value)
                .related(range.span(), "the range is given here"));
        return false;
    }
}
