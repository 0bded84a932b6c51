package org.cnnc.compiler;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.expectation.ExpectationChecker;
import org.cnnc.compiler.graph.Graph;
import org.cnnc.compiler.graph.ModelExpander;
import org.cnnc.compiler.graph.NameCheck;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.graph.Program;
import org.cnnc.compiler.graph.ProgramReader;
import org.cnnc.compiler.lint.Lint;
import org.cnnc.compiler.op.LayerKind;
import org.cnnc.compiler.op.Layers;
import org.cnnc.compiler.parse.SourceFile;
import org.cnnc.compiler.parse.SourceParser;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.compiler.shape.ShapeChecker;
import org.cnnc.compiler.source.SourceLoader;
import org.cnnc.compiler.source.SourceText;
import org.cnnc.compiler.source.Sources;

/** From source text to typed graphs: names the steps, one a line. */
public final class Frontend {
    private final List<LayerKind> kinds;

    /** @param kinds the layers that files may name */
    public Frontend(List<LayerKind> kinds) {
        this.kinds = List.copyOf(kinds);
    }

    /** Checks a file with the language's own layers. */
    public static Checked check(Path file, Overrides overrides) {
        Diagnostics diagnostics = new Diagnostics();
        return SourceLoader.load(file, file.toString(), diagnostics)
                .map(source -> check(source, overrides))
                .orElseGet(() -> new Checked(List.of(), List.of(), diagnostics.sorted()));
    }

    /** Checks a text with the language's own layers. */
    public static Checked check(SourceText source, Overrides overrides) {
        return new Frontend(Layers.all()).run(source, overrides);
    }

    /** Never throws for what a text says: every fault is a diagnostic, and the fixes of each are known to mend it. */
    public Checked run(SourceText source, Overrides overrides) {
        return FixCheck.verified(this::attempt, source, overrides);
    }

    private FixCheck.Attempt attempt(SourceText source, Sources sources, Overrides overrides) {
        Diagnostics diagnostics = new Diagnostics();
        SourceFile file = SourceParser.parse(source, diagnostics);
        Set<String> layers = kinds.stream().map(LayerKind::name).collect(Collectors.toSet());
        Program program = ProgramReader.read(file, sources, layers, diagnostics);
        overrides.settings().forEach(setting -> diagnostics.startOf(setting.key().source()));
        List<Graph> graphs = ModelExpander.expand(program, kinds, overrides, diagnostics);
        NameCheck.check(file, program, kinds, diagnostics);
        List<CheckedModel> models = new ArrayList<>();
        List<CheckedModel> shaped = new ArrayList<>();
        for (Graph graph : graphs) {
            int before = diagnostics.errors();
            Optional<CheckedModel> model = ShapeChecker.check(graph, diagnostics);
            model.ifPresent(shaped::add);
            boolean asAsserted = model.isPresent() && diagnostics.errors() == before;
            if (!asAsserted) ExpectationChecker.checkNames(graph.expectations(), graph.outputs().keySet(), diagnostics);
            else if (ExpectationChecker.check(model.get(), graph.expectations(), diagnostics)) models.add(model.get());
        }
        boolean clean = !diagnostics.hasErrors() && models.size() == graphs.size();
        if (clean) Lint.check(file, program, graphs, models, diagnostics);
        Checked checked = new Checked(List.copyOf(models), List.copyOf(shaped), diagnostics.sorted());
        return new FixCheck.Attempt(checked, graphs.stream().mapToInt(graph -> graph.nodes().size()).sum());
    }
}
