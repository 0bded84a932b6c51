package org.cnnc.compiler.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.op.LayerKind;
import org.cnnc.compiler.op.LogSoftmax;
import org.cnnc.compiler.op.Sigmoid;
import org.cnnc.compiler.op.Softmax;
import org.cnnc.compiler.parse.Identifier;
import org.cnnc.compiler.parse.ModelDecl;
import org.cnnc.compiler.parse.TrainDecl;

/** AST to graph: resolves parameters, conditions, repeats, blocks, branches, defaults and names. */
public final class ModelExpander {
    private final Library library;
    private final Program program;
    private final Diagnostics diagnostics;
    private final ResolvedOverrides overrides;

    private ModelExpander(Program program, List<LayerKind> kinds, Overrides overrides, Diagnostics diagnostics) {
        this.library = Library.of(kinds, program);
        this.program = program;
        this.diagnostics = diagnostics;
        this.overrides = new ResolvedOverrides(overrides, diagnostics);
    }

    /** The graph of every model. What an error leaves out is marked broken in it. */
    public static List<Graph> expand(Program program, List<LayerKind> kinds, Overrides overrides, Diagnostics diagnostics) {
        ModelExpander expander = new ModelExpander(program, kinds, overrides, diagnostics);
        List<Graph> graphs = new ArrayList<>();
        for (ModelDecl model : program.models()) expander.expand(model).ifPresent(graphs::add);
        if (program.broken().isEmpty()) expander.overrides.reportUnused();
        return graphs;
    }

    private Optional<Graph> expand(ModelDecl model) {
        List<String> names = model.parameters().stream().map(parameter -> parameter.name().text()).toList();
        ResolvedOverrides.OfModel outside = overrides.of(model.name().text());
        int before = diagnostics.errors();
        List<Given> given = outside.parameters(model.parameters());
        Scope parameters = new ParameterBinder(diagnostics)
                .bind(model.name(), model.parameters(), given, List.of(), model.name().span());
        GraphAssembly assembly = new GraphAssembly(diagnostics);
        StatementExpander statements = new StatementExpander(library, assembly, diagnostics);
        Body body = new Body(parameters, TensorNames.root(), DefaultScope.root(), PathScope.root(diagnostics),
                new Flow(Wire.NONE), Wire.NONE, List.of(), 0);
        try {
            int last = diagnostics.within(
                    error -> Origins.fromOutside(error, model, given), () -> statements.runScope(model.body(), body));
            finish(model, last, assembly, assembly.isComplete() && diagnostics.errors() == before);
        } catch (Limits.Reached reported) {
            overrides.leaveOut();
            return Optional.empty();
        }
        String defaultLoss = endsInSoftmax(assembly) ? "cross_entropy" : endsInSigmoid(assembly) ? "binary_cross_entropy" : "mse";
        Optional<TrainDecl> train = Optional.ofNullable(program.trainings().get(model.name().text()));
        if (train.isEmpty()) outside.noTraining();
        Optional<TrainSpec> training = train.flatMap(section -> new TrainReader(library, outside, diagnostics).read(section, defaultLoss));
        boolean complete = assembly.isComplete() && diagnostics.errors() == before;
        String path = model.span().source().name();
        String file = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        return Optional.of(new Graph(model.name().text(), model.doc(), file, values(names, parameters),
                List.copyOf(assembly.inputs), List.copyOf(assembly.nodes),
                assembly.outputs, List.copyOf(assembly.assertions), List.copyOf(assembly.expectations), training, complete,
                model.name().span()));
    }

    private static SequencedMap<String, String> values(List<String> names, Scope parameters) {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        for (String name : names) parameters.find(name).ifPresent(value -> values.put(name, value.toString()));
        return values;
    }

    private void finish(ModelDecl model, int last, GraphAssembly assembly, boolean good) {
        if (assembly.outputs.isEmpty()) assembly.outputs.put("output", last);
        if (!good) return;
        Identifier name = model.name();
        if (assembly.inputs.isEmpty()) {
            diagnostics.add(Diagnostic.error(Code.CNN2023, name.span(), "`" + name + "` has no input")
                    .advice("begin with `input NAME: 3 x 32 x 32`"));
        } else if (assembly.outputs.values().stream().anyMatch(output -> assembly.inputs.stream().anyMatch(input -> input.id() == output))) {
            diagnostics.add(Diagnostic.error(Code.CNN2029, name.span(), "`" + name + "` gives an input out again as it came in")
                    .advice("an output comes from a layer; `output NAME` says from which"));
        }
    }

    /** Whether the first output comes straight from a sigmoid. */
    private static boolean endsInSigmoid(GraphAssembly assembly) {
        int output = assembly.outputs.firstEntry().getValue();
        return assembly.nodes.stream().anyMatch(node -> node.id() == output && node.layer() instanceof Sigmoid);
    }

    /** Whether the first output comes straight from a softmax over classes, or its logarithm. */
    private static boolean endsInSoftmax(GraphAssembly assembly) {
        int output = assembly.outputs.firstEntry().getValue();
        return assembly.nodes.stream().filter(node -> node.id() == output).anyMatch(node ->
                node.layer() instanceof Softmax softmax && softmax.ofClasses()
                        || node.layer() instanceof LogSoftmax logarithm && logarithm.ofClasses());
    }
}
