package org.cnnc.compiler.graph;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.diagnostics.Fix;
import org.cnnc.compiler.diagnostics.Suggestion;
import org.cnnc.compiler.op.LayerKind;
import org.cnnc.compiler.parse.Expression;
import org.cnnc.compiler.parse.Identifier;
import org.cnnc.compiler.parse.Statement;
import org.cnnc.compiler.source.Span;
import org.cnnc.compiler.tensor.Shape;

/** Carries out the statements of a body: everything but layers, which {@link LayerExpander} applies. */
final class StatementExpander {
    private final Library library;
    private final GraphAssembly graph;
    private final Diagnostics diagnostics;
    private final LayerExpander layers;

    StatementExpander(Library library, GraphAssembly graph, Diagnostics diagnostics) {
        this.library = library;
        this.graph = graph;
        this.diagnostics = diagnostics;
        this.layers = new LayerExpander(library, graph, diagnostics, this);
    }

    /** Carries out all statements. @return the body's result: the tensor above its end */
    int run(List<Statement> statements, Body body) {
        Body now = body;
        for (Statement statement : statements) {
            graph.step(statement.span());
            now = run(statement, now);
        }
        return body.flow().current();
    }

    /** As {@link #run}, for a body that is a scope of its own: its branches must have been joined. */
    int runScope(List<Statement> statements, Body body) {
        int result = run(statements, body);
        return requireJoined(body) ? result : Wire.BROKEN;
    }

    /** Whether no branch waits for a join; reports one that does. */
    boolean requireJoined(Body body) {
        Optional<Span> waiting = body.flow().waiting();
        waiting.ifPresent(span -> diagnostics.add(
                Diagnostic.error(Code.CNN2019, span, "nothing joins this branch")
                        .advice("a join such as `add` follows the branches, or `from` takes one of them")));
        return waiting.isEmpty();
    }

    private Body run(Statement statement, Body body) {
        switch (statement) {
            case Statement.Input input -> {
                return input(input, body);
            }
            case Statement.Broken broken -> {
                return broken(broken, body);
            }
            case Statement.Layer layer -> layers.apply(layer, body);
            case Statement.Group group -> group(group, body);
            case Statement.Branch branch -> branch(branch, body);
            case Statement.Let let -> let(let, body);
            case Statement.If choice -> evaluator(body).condition(choice.condition()).ifPresentOrElse(
                    holds -> run(holds ? choice.then() : choice.otherwise(), body.conditional()),
                    () -> body.flow().advance(Wire.BROKEN));
            case Statement.Repeat repeat -> repeat(repeat, body);
            case Statement.Default given -> defaults(given, body);
            case Statement.Output output -> output(output, body);
            case Statement.Expect expect -> expect(expect, body);
        }
        return body;
    }

    /** Nothing is known behind it: neither the tensor above nor what the names in it stand for. */
    private Body broken(Statement.Broken broken, Body body) {
        graph.leaveOut();
        for (Identifier name : broken.names()) {
            if (library.layers().find(name.text()).isPresent() || library.blocks().containsKey(name.text())) continue;
            if (body.variables().find(name.text()).isEmpty()) body.variables().define(name.text(), new Constant.Unknown());
            if (body.tensors().find(name.text()).isEmpty()) body.tensors().define(name.text(), Wire.BROKEN);
        }
        body.flow().lose();
        return body.entry() == Wire.NONE ? body.withEntry(Wire.BROKEN) : body;
    }

    Evaluator evaluator(Body body) {
        return new Evaluator(body.variables(), member -> inputMember(member, body), diagnostics);
    }

    private Constant inputMember(Identifier member, Body body) {
        List<String> members = List.of("channels", "features", "length", "depth", "height", "width");
        if (!members.contains(member.text())) {
            diagnostics.add(Suggestion.offer(
                    Diagnostic.error(Code.CNN2015, member.span(), "`in` has no `" + member + "`"), member.text(), members));
            return new Constant.Unknown();
        }
        if (body.entry() == Wire.NONE) {
            diagnostics.add(Diagnostic.error(Code.CNN2018, member.span(), "no input stands above"));
            return new Constant.Unknown();
        }
        Optional<Shape> shape = graph.shapes.of(body.entry());
        if (shape.isEmpty()) return new Constant.Unknown();
        int rank = shape.get().rank();
        int axis = switch (member.text()) {
            case "channels" -> rank > 1 ? 0 : -1;
            case "features" -> rank == 1 ? 0 : -1;
            case "length" -> rank == 2 ? 1 : -1;
            case "depth" -> rank == 4 ? 1 : -1;
            case "height" -> rank >= 3 ? rank - 2 : -1;
            case "width" -> rank >= 3 ? rank - 1 : -1;
            default -> -1;
        };
        if (axis >= 0) return new Constant.Number(Rational.of(shape.get().extent(axis)));
        diagnostics.add(Diagnostic.error(Code.CNN2005, member.span(), "the input is " + shape.get() + ", which has no " + member));
        return new Constant.Unknown();
    }

    private Body input(Statement.Input input, Body body) {
        if (!body.isModel()) {
            misplaced(input.span(), "an `input` belongs in a model; a block takes the tensor above its use");
            return body;
        }
        defineTensor(input.name(), Wire.BROKEN, body);
        Optional<Shape> shape = shape(evaluator(body).evaluate(input.shape()), input.shape().span());
        int tensor = Wire.BROKEN;
        if (shape.isPresent()) {
            tensor = graph.nextTensor();
            graph.add(new GraphInput(tensor, input.name().text(), shape.get(), input.span()));
        }
        body.tensors().define(input.name().text(), tensor);
        body.paths().name(input.name());
        body.flow().advance(tensor);
        return body.entry() == Wire.NONE ? body.withEntry(tensor) : body;
    }

    private Optional<Shape> shape(Constant value, Span span) {
        List<Rational> sizes = LayerExpander.sizes(value);
        if (sizes.isEmpty()) {
            if (!value.isUnknown()) diagnostics.add(Diagnostic.error(Code.CNN2003, span, "expected a shape such as 3 x 32 x 32, found " + value.kind() + ": " + value));
            return Optional.empty();
        }
        int[] extents = new int[sizes.size()];
        BigInteger elements = BigInteger.ONE;
        for (int i = 0; i < extents.length; i++) {
            Rational size = sizes.get(i);
            elements = elements.multiply(size.numerator());
            if (!size.isWhole()) {
                diagnostics.add(Diagnostic.error(Code.CNN2014, span, "the extent is " + size).advice("`floor(…)` rounds down, `ceil(…)` up"));
                return Optional.empty();
            }
            if (size.numerator().signum() <= 0 || elements.bitLength() > 31) {
                diagnostics.add(Diagnostic.error(Code.CNN2007, span, size.numerator().signum() <= 0
                        ? "an extent is at least 1, found " + size : "a tensor has at most 2^31 - 1 elements"));
                return Optional.empty();
            }
            extents[i] = size.numerator().intValue();
        }
        if (extents.length <= 4) return Optional.of(Shape.of(extents));
        diagnostics.add(Diagnostic.error(Code.CNN2005, span, "a shape has at most 4 extents, found " + extents.length)
                .note("F, C x L, C x H x W, or C x D x H x W; the batch is not in the file"));
        return Optional.empty();
    }

    private void group(Statement.Group group, Body body) {
        if (group.label().isEmpty()) {
            Span brace = new Span(group.span().source(), group.span().start(), group.span().start() + 1);
            diagnostics.add(Diagnostic.error(Code.CNN2027, brace, "a group in braces needs a label").fix(Fix.insert(brace, "group: ", "`group: { … }` gives it one")));
            return;
        }
        Identifier label = group.label().get();
        if (!layers.requireNoWaitingBranches(body, group.span())) return;
        int result = runScope(group.body(), body.inside(body.paths().name(label), body.flow().current()));
        body.flow().advance(result);
        defineTensor(label, result, body);
    }

    private void branch(Statement.Branch branch, Body body) {
        int start = body.flow().branchStart();
        if (start == Wire.NONE) diagnostics.add(Diagnostic.error(Code.CNN2018, branch.name().span(), "no tensor stands above, where the branch could start"));
        int from = start == Wire.NONE ? Wire.BROKEN : start;
        int result = runScope(branch.body(), body.inside(body.paths().name(branch.name()), from));
        body.flow().addBranch(result, branch.name().span());
        defineTensor(branch.name(), result, body);
    }

    private void let(Statement.Let let, Body body) {
        Constant value = evaluator(body).evaluate(let.value());
        if (body.variables().defines(let.name().text())) {
            diagnostics.add(Diagnostic.error(Code.CNN2016, let.name().span(), "`" + let.name() + "` has a value already"));
        } else {
            body.variables().define(let.name().text(), value);
        }
    }

    private void repeat(Statement.Repeat repeat, Body body) {
        Evaluator evaluator = evaluator(body);
        Expression first = repeat.range().map(range -> range.from()).orElse(null);
        OptionalInt from = first == null ? OptionalInt.of(1) : whole(evaluator, first, "the range's start");
        Expression last = repeat.range().map(range -> range.to()).or(repeat::count).orElseThrow();
        OptionalInt to = whole(evaluator, last, first == null ? "the number of repeats" : "the range's end");
        if (from.isEmpty() || to.isEmpty()) {
            body.flow().advance(Wire.BROKEN);
            return;
        }
        if (first == null && to.getAsInt() < 0) {
            diagnostics.add(Diagnostic.error(Code.CNN2013, last.span(), "the number of repeats is at least 0, found " + to.getAsInt()));
            return;
        }
        Optional<PathScope> paths = repeat.label().map(label -> body.paths().inside(body.paths().name(label)));
        if (paths.isPresent() && !layers.requireNoWaitingBranches(body, repeat.span())) return;
        int wrong = 0;
        for (long i = from.getAsInt(); i <= to.getAsInt(); i++) {
            graph.step(repeat.span());
            int errors = diagnostics.errors();
            iterate(repeat, body, paths, i, i - from.getAsInt());
            if (diagnostics.errors() == errors || ++wrong < Limits.WRONG_ITERATIONS) continue;
            body.flow().advance(Wire.BROKEN);
            break;
        }
        repeat.label().ifPresent(label -> defineTensor(label, body.flow().current(), body));
    }

    /** An iteration; with a label it is a scope named by its number from 0. */
    private void iterate(Statement.Repeat repeat, Body body, Optional<PathScope> paths, long value, long number) {
        if (paths.isEmpty()) {
            Body iteration = body.transparent();
            repeat.variable().ifPresent(name -> iteration.variables().define(name.text(), new Constant.Number(Rational.of(value))));
            run(repeat.body(), iteration);
            return;
        }
        Identifier name = new Identifier(Long.toString(number), repeat.label().orElseThrow().span());
        Optional<Statement.Layer> only = onlyBlockUse(repeat.body());
        if (only.isPresent()) {
            // A single block use takes the iteration's name: layer1.0.main rather than layer1.0.basic1.main.
            Body iteration = body.named(paths.get());
            repeat.variable().ifPresent(v -> iteration.variables().define(v.text(), new Constant.Number(Rational.of(value))));
            Statement.Layer use = only.get();
            layers.apply(new Statement.Layer(Optional.of(name), use.kind(), use.arguments(), use.from(), use.shape(), use.use(), use.span()), iteration);
            return;
        }
        String path = paths.get().name(name);
        Body iteration = body.inside(path, body.flow().current(), paths.get());
        repeat.variable().ifPresent(v -> iteration.variables().define(v.text(), new Constant.Number(Rational.of(value))));
        body.flow().advance(runScope(repeat.body(), iteration));
    }

    private Optional<Statement.Layer> onlyBlockUse(List<Statement> statements) {
        if (statements.size() != 1 || !(statements.getFirst() instanceof Statement.Layer layer)) return Optional.empty();
        boolean block = library.blocks().containsKey(layer.kind().text());
        return block && layer.label().isEmpty() ? Optional.of(layer) : Optional.empty();
    }

    private OptionalInt whole(Evaluator evaluator, Expression expression, String what) {
        Constant value = evaluator.evaluate(expression);
        if (value.isUnknown()) return OptionalInt.empty();
        if (!(value instanceof Constant.Number number)) {
            diagnostics.add(Diagnostic.error(Code.CNN2003, expression.span(), what + " is a whole number, found " + value.kind() + ": " + value));
            return OptionalInt.empty();
        }
        return new ArgumentReader(library.layers(), diagnostics).converter()
                .whole(number.value(), -Limits.STATEMENTS, Integer.MAX_VALUE, expression.span(), what)
                .map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private void defaults(Statement.Default given, Body body) {
        String name = given.kind().text();
        List<Given> arguments = evaluator(body).arguments(given.arguments());
        Optional<LayerKind> kind = library.layers().find(name);
        if (kind.isPresent()) {
            body.defaults().add(name, new ArgumentReader(library.layers(), diagnostics, body.variables().names()).readDefaults(kind.get().schema(), arguments, name));
        } else if (library.blocks().containsKey(name)) {
            List<String> parameters = library.blocks().get(name).parameters().stream().map(parameter -> parameter.name().text()).toList();
            for (Given argument : arguments) {
                if (argument.key().isEmpty()) {
                    diagnostics.add(Diagnostic.error(Code.CNN2012, argument.span(), "a default is `key = value`"));
                } else if (!parameters.contains(argument.key().get().text())) {
                    diagnostics.add(Suggestion.offer(Diagnostic.error(Code.CNN2002, argument.key().get().span(),
                            "`" + name + "` has no parameter `" + argument.key().get() + "`"), argument.key().get().text(), parameters));
                } else {
                    body.defaults().add(name, List.of(argument));
                }
            }
        } else {
            layers.unknownLayer(given.kind());
        }
    }

    private void output(Statement.Output output, Body body) {
        if (!body.isModel()) {
            misplaced(output.span(), "an `output` belongs in a model; a block's result is its last tensor");
            return;
        }
        boolean waiting = body.flow().waiting().isPresent();
        for (Identifier name : output.names()) {
            int tensor = layers.tensor(name, body);
            if (graph.outputs.putIfAbsent(name.text(), tensor) != null) {
                diagnostics.add(Diagnostic.error(Code.CNN2016, name.span(), "`" + name + "` is an output already"));
            }
        }
        // Branches that are outputs themselves need no join.
        if (waiting) body.flow().advance(Wire.NONE);
    }

    private void expect(Statement.Expect expect, Body body) {
        if (!body.isModel()) {
            misplaced(expect.span(), "an `expect` belongs in a model");
            return;
        }
        Constant value = evaluator(body).evaluate(expect.value());
        List<Rational> sizes = LayerExpander.sizes(value);
        if (!sizes.isEmpty()) graph.expectations.add(new Expectation(expect.quantity(), expect.comparison(), sizes, expect.value().span(), expect.span()));
        else if (value instanceof Constant.Word word) {
            diagnostics.add(Suggestion.offer(Diagnostic.error(Code.CNN2015, expect.value().span(), "nothing is named `" + word + "` here"),
                    word.name(), body.variables().names()));
        } else if (!value.isUnknown()) {
            diagnostics.add(Diagnostic.error(Code.CNN2003, expect.value().span(), "expected a number or a shape, found " + value.kind()));
        }
    }

    private void misplaced(Span span, String message) {
        diagnostics.add(Diagnostic.error(Code.CNN2028, span, message));
    }

    private void defineTensor(Identifier name, int tensor, Body body) {
        body.tensors().define(name.text(), tensor);
    }
}
