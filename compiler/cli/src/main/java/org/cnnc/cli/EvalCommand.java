package org.cnnc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.cnnc.compiler.graph.TrainSpec;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.link.CompiledModel;
import org.cnnc.compiler.training.Metrics;
import org.cnnc.compiler.training.Setting;
import org.cnnc.runtime.VectorChoice;
import org.cnnc.train.Evaluator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code cnnc eval}. */
@Command(
        name = "eval",
        description = "Measures trained weights on the test split.",
        footer = {
            "",
            "Examples:",
            "  cnnc eval models/lenet5.cnn --weights runs/LeNet5-1/weights.safetensors",
            "  cnnc eval models/lenet5.cnn --weights w.safetensors --data digits --format json",
            "  cnnc eval models/lenet5.cnn --weights a.safetensors --weights b.safetensors"
        })
final class EvalCommand implements Callable<Integer> {
    @ParentCommand
    private Cnnc root;

    @Mixin
    private ModelArguments model;

    @Mixin
    private RunOptions run;

    @Mixin
    private OutputOptions output;

    @Option(names = "--weights", paramLabel = "W", required = true, description = "A safetensors file of this"
            + " model, or the folder of a run. Given several times, or with the folder of an ensemble, the networks answer"
            + " together: by the mean of their outputs.")
    private List<Path> weights;

    @Mixin
    private DataOption data;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text or json", defaultValue = "text")
    private TextFormat format;

    @Override
    public Integer call() throws IOException {
        Terminal terminal = output.of(root);
        int threads = run.threads();
        VectorChoice vector = run.vector();
        ModelArguments.Loaded loaded = model.load(terminal, output.quiet(), data.settings());
        TypedGraph graph = loaded.model().graph();
        TrainingData source = TrainingData.of(graph, data.besides(loaded.file()), data.path());
        TrainedWeights trained = TrainedWeights.of(weights);
        CompiledModel compiled = Compilation.forMeasuring(graph, vector.target());
        List<Setting> asked = graph.training().map(TrainSpec::metrics).orElse(List.of());
        try (Evaluator evaluator = trained.evaluator(compiled, graph, threads, Metrics.topK(asked))) {
            MetricsOutput result = new MetricsOutput(
                    source.named(() -> evaluator.evaluate(source.test(trained))), Metrics.confusion(asked), trained.files().size());
            result.print(format, terminal.out());
        }
        return ExitStatus.DONE;
    }
}
