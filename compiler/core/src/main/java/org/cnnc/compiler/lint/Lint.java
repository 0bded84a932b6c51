package org.cnnc.compiler.lint;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.graph.Graph;
import org.cnnc.compiler.graph.Program;
import org.cnnc.compiler.parse.SourceFile;
import org.cnnc.compiler.shape.CheckedModel;

/** The registry of the warnings' rules. */
public final class Lint {
    private static final List<Rule> RULES = List.of(
            new UnusedBlock(),
            new UnusedParameter(),
            new UnusedLet(),
            new UnusedImport(),
            new UnusedDefault(),
            new DeadLayer(),
            new LayerWithoutEffect(),
            new DoubleSoftmax(),
            new SkippedInput(),
            new LastDropout(),
            new BiasBeforeNorm());

    private Lint() {}

    /**
     * Warns of what a file without errors says.
     *
     * @param graphs of the file's models
     * @param models the same models, checked, in the same order
     */
    public static void check(SourceFile file, Program program, List<Graph> graphs, List<CheckedModel> models, Diagnostics diagnostics) {
        List<Network> networks = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) networks.add(new Network(graphs.get(i), models.get(i)));
        Subject subject = new Subject(file, program, List.copyOf(networks));
        for (Rule rule : RULES) rule.check(subject, diagnostics::add);
    }
}
