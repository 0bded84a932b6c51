package org.cnnc.compiler.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.diagnostics.Fix;
import org.cnnc.compiler.diagnostics.Suggestion;
import org.cnnc.compiler.op.ArgumentType;
import org.cnnc.compiler.op.Layer;
import org.cnnc.compiler.op.LayerKind;
import org.cnnc.compiler.op.ShapeException;
import org.cnnc.compiler.parse.BlockDecl;
import org.cnnc.compiler.parse.Expression;
import org.cnnc.compiler.parse.GivenArgument;
import org.cnnc.compiler.parse.Identifier;
import org.cnnc.compiler.parse.Statement;
import org.cnnc.compiler.source.Span;

/** Applies layers, joins and blocks: checks their arguments, names them, and adds them to the graph. */
final class LayerExpander {
    private final Library library;
    private final GraphAssembly graph;
    private final Diagnostics diagnostics;
    private final StatementExpander statements;

    LayerExpander(Library library, GraphAssembly graph, Diagnostics diagnostics, StatementExpander statements) {
        this.library = library;
        this.graph = graph;
        this.diagnostics = diagnostics;
        this.statements = statements;
    }

    void apply(Statement.Layer layer, Body body) {
        String name = layer.kind().text();
        Optional<LayerKind> kind = library.layers().find(name);
        int result;
        if (library.blocks().containsKey(name)) result = block(layer, library.blocks().get(name), body);
        else if (kind.isPresent()) result = layer(layer, kind.get(), body);
        else result = unknown(layer, body);
        layer.shape().ifPresent(shape -> assertShape(shape, result, layer, body));
        body.flow().advance(result);
        layer.label().ifPresent(label -> body.tensors().define(label.text(), result));
    }

    private int unknown(Statement.Layer layer, Body body) {
        unknownLayer(layer.kind());
        body.paths().name(layer.label(), layer.kind().text(), layer.use());
        // What it was to read is looked up all the same: a wrong name there is an error of its own.
        layer.from().forEach(name -> tensor(name, body));
        return Wire.BROKEN;
    }

    void unknownLayer(Identifier kind) {
        if (!new LayerNames(library, diagnostics).tellUnknown(kind)) graph.leaveOut();
    }

    private int layer(Statement.Layer use, LayerKind kind, Body body) {
        boolean join = library.layers().isJoin(kind);
        List<GivenArgument> own = new ArrayList<>();
        List<Identifier> named = new ArrayList<>();
        for (GivenArgument argument : use.arguments()) {
            if (join && argument.key().isEmpty() && argument.value() instanceof Expression.Name name) named.add(new Identifier(name.text(), name.span()));
            else own.add(argument);
        }
        List<Given> given = statements.evaluator(body).arguments(own);
        Optional<CheckedArguments> checked = new ArgumentReader(library.layers(), diagnostics, body.variables().names())
                .read(kind.schema(), given, body.defaults().of(kind.name()), kind.name(), use.use());
        List<Integer> inputs = new ArrayList<>(join ? joinInputs(use, named, body) : List.of(input(use, body)));
        checked.ifPresent(good -> inputs.addAll(namedTensors(kind, good, body)));
        String path = body.paths().name(use.label(), kind.name(), use.use());
        Optional<Layer> layer = checked.flatMap(good -> create(kind, good, use));
        if (layer.isEmpty()) return Wire.BROKEN;
        int result = add(path, layer.get(), inputs, use, checked, body);
        Optional<Layer> activation = layer.get().activation();
        if (activation.isEmpty()) return result;
        return add(path + "." + activation.get().name(), activation.get(), List.of(result), use, Optional.empty(), body);
    }

    /** The tensors that arguments name. */
    private List<Integer> namedTensors(LayerKind kind, CheckedArguments checked, Body body) {
        return kind.schema().arguments().stream()
                .filter(argument -> argument.type() instanceof ArgumentType.TensorName)
                .flatMap(argument -> checked.arguments().tensor(argument.name())
                        .map(name -> tensor(new Identifier(name, checked.spans().get(argument.name())), body)).stream())
                .toList();
    }

    private int add(String path, Layer layer, List<Integer> inputs, Statement.Layer use, Optional<CheckedArguments> checked, Body body) {
        int result = graph.nextTensor();
        graph.add(new GraphNode(result, path, layer, List.copyOf(inputs), use.use(), statement(use),
                checked.map(CheckedArguments::spans).orElse(Map.of()), checked.map(CheckedArguments::arguments), body.uses()));
        return result;
    }

    /** The label, the layer and its arguments: what a related place marks. */
    private static Span statement(Statement.Layer use) {
        return new Span(use.use().source(), use.span().start(), use.use().end());
    }

    private Optional<Layer> create(LayerKind kind, CheckedArguments checked, Statement.Layer use) {
        try {
            return Optional.of(kind.create().apply(checked.arguments()));
        } catch (ShapeException e) {
            Span span = checked.spans().getOrDefault(e.argument(), use.use());
            Diagnostic diagnostic = Diagnostic.error(e.code(), span, e.getMessage()).at(use.use()).notes(e.notes());
            diagnostics.add(RemedyEdits.add(diagnostic, e.remedies(), use.use(), statement(use), checked.spans()));
            return Optional.empty();
        }
    }

    /** The one tensor that a layer or a block reads. */
    private int input(Statement.Layer use, Body body) {
        if (use.from().size() > 1) {
            diagnostics.add(Diagnostic.error(Code.CNN2012, use.from().get(1).span(), "`" + use.kind() + "` reads one tensor")
                    .advice("`add` and `concat` join several"));
            return Wire.BROKEN;
        }
        if (use.from().size() == 1) return tensor(use.from().getFirst(), body);
        if (!requireNoWaitingBranches(body, use.use())) return Wire.BROKEN;
        if (body.flow().current() == Wire.NONE) {
            diagnostics.add(Diagnostic.error(Code.CNN2018, use.kind().span(), "no tensor stands above")
                    .advice("begin the model with `input NAME: 3 x 32 x 32`, or say `from NAME`"));
            return Wire.BROKEN;
        }
        return body.flow().current();
    }

    /** Whether no branch waits for its join; reports it at what stands where the join should. */
    boolean requireNoWaitingBranches(Body body, Span span) {
        Optional<Span> waiting = body.flow().waiting();
        if (waiting.isEmpty()) return true;
        diagnostics.add(Diagnostic.error(Code.CNN2019, span, "branches are followed by a join, or by `from`")
                .related(waiting.get(), "the branches begin here").advice("a join such as `add` stands before it, or `from` takes one of them")
                .fix(new Fix("`add` before it joins them", RemedyEdits.before("add", span)))
                .fix(new Fix("`concat` before it joins them", RemedyEdits.before("concat", span))));
        body.flow().advance(Wire.BROKEN);
        return false;
    }

    private List<Integer> joinInputs(Statement.Layer use, List<Identifier> named, Body body) {
        List<Identifier> names = new ArrayList<>(named);
        names.addAll(use.from());
        List<Integer> inputs = names.isEmpty() ? body.flow().group() : names.stream().map(name -> tensor(name, body)).toList();
        if (inputs.size() >= 2) return inputs;
        if (names.isEmpty() && body.flow().isLost()) return List.of(Wire.BROKEN);
        String found = names.isEmpty() ? inputs.isEmpty() ? "no branches stand above" : "one branch stands above" : "found one";
        diagnostics.add(Diagnostic.error(Code.CNN2020, use.use(), "`" + use.kind() + "` joins two or more tensors, " + found)
                .advice("name them, as in `" + use.kind() + " a, b`"));
        return List.of(Wire.BROKEN);
    }

    /** The tensor of a name; {@link Wire#BROKEN} after an error. */
    int tensor(Identifier name, Body body) {
        OptionalInt tensor = body.tensors().find(name.text());
        if (tensor.isPresent()) return tensor.getAsInt();
        diagnostics.add(Suggestion.offer(Diagnostic.error(Code.CNN2017, name.span(), "no tensor is named `" + name + "` here"),
                name.text(), body.tensors().names()));
        return Wire.BROKEN;
    }

    private int block(Statement.Layer use, BlockDecl block, Body body) {
        String path = body.paths().name(use.label(), block.name().text(), use.use());
        int start = input(use, body);
        if (body.depth() >= Limits.BLOCK_DEPTH) {
            diagnostics.add(Diagnostic.error(Code.CNN2022, use.kind().span(), "this use of `" + block.name() + "` lies inside " + body.depth() + " others")
                    .related(block.name().span(), "the block is declared here").note("a block cannot hold itself"));
            throw new Limits.Reached();
        }
        List<Given> given = statements.evaluator(body).arguments(use.arguments());
        Scope parameters = new ParameterBinder(diagnostics).bind(block.name(), block.parameters(), given, body.defaults().of(block.name().text()), use.use());
        BlockUse here = new BlockUse(block.name().text(), path, use.use(), start);
        Body inside = body.block(parameters, path, start, here);
        return diagnostics.within(
                error -> Origins.inBlock(error, block, parameters, here), () -> statements.runScope(block.body(), inside));
    }

    private void assertShape(Expression shape, int result, Statement.Layer use, Body body) {
        Constant value = statements.evaluator(body).evaluate(shape);
        List<Rational> sizes = sizes(value);
        if (!sizes.isEmpty()) graph.assertions.add(new ShapeAssertion(result, sizes, shape.span(), statement(use)));
        else if (!value.isUnknown()) {
            diagnostics.add(Diagnostic.error(Code.CNN2003, shape.span(), "expected a shape such as 3 x 32 x 32, found " + value.kind() + ": " + value));
        }
    }

    /** The extents of a shape; empty when the value is none. */
    static List<Rational> sizes(Constant value) {
        return switch (value) {
            case Constant.Number number -> List.of(number.value());
            case Constant.Extents extents -> extents.sizes();
            case Constant other -> List.of();
        };
    }
}
