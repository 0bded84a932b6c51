package org.cnnc.cli;

import java.util.EnumSet;
import java.util.Optional;
import java.util.function.Supplier;
import org.cnnc.compiler.autodiff.Autodiff;
import org.cnnc.compiler.autodiff.TrainingGraph;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.link.CompiledModel;
import org.cnnc.runtime.Target;

/** Checked models to bytecode. */
final class Compilation {
    private Compilation() {}

    /** For every target, as what is deployed is. */
    static CompiledModel forAllTargets(TypedGraph graph, String className) {
        return compiled(graph, () -> CompiledModel.compile(graph, className));
    }

    /** For the one target that this JVM will run. */
    static CompiledModel forThisJvm(TypedGraph graph, Target target) {
        return compiled(graph, () -> CompiledModel.compile(graph, graph.name(), EnumSet.of(target)));
    }

    /** For the one target that this JVM will run, to be measured and not to be trained. */
    static CompiledModel forMeasuring(TypedGraph graph, Target target) {
        TypedGraph untrained = new TypedGraph(
                graph.name(), graph.doc(), graph.file(), graph.inputs(), graph.parameters(), graph.parameterValues(),
                graph.nodes(), graph.outputs(), Optional.empty());
        return compiled(untrained, () -> CompiledModel.compile(
                untrained, graph.name(), EnumSet.of(target), Optional.of(ModelLoss.of(graph))));
    }

    /**
     * The graph of a training step.
     *
     * @throws Failure if the model cannot be trained
     */
    static TrainingGraph trainingGraph(TypedGraph graph) {
        try {
            return Autodiff.autodiff(graph);
        } catch (IllegalArgumentException e) {
            throw Failure.input(e.getMessage());
        }
    }

    private static CompiledModel compiled(TypedGraph graph, Supplier<CompiledModel> compiler) {
        if (graph.training().isPresent()) trainingGraph(graph);
        try {
            return compiler.get();
        } catch (ArithmeticException e) {
            throw Failure.input("model " + graph.name() + " is too large to compile: the memory of a block of samples"
                    + " does not fit one array (" + e.getMessage() + "); make its largest layers smaller");
        }
    }
}
