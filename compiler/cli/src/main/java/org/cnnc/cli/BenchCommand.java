package org.cnnc.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.cnnc.cli.bench.Measurement;
import org.cnnc.cli.bench.Mode;
import org.cnnc.cli.bench.Workload;
import org.cnnc.compiler.link.CompiledModel;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.VectorChoice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code cnnc bench}. */
@Command(
        name = "bench",
        description = "Measures how fast a network predicts or trains on this machine: its first result, and its steady"
                + " state beside what the processor's multiply-add units give at the most.",
        footer = {
            "",
            "Examples:",
            "  cnnc bench models/lenet5.cnn",
            "  cnnc bench models/resnet50.cnn --batch 8 --threads 1",
            "  cnnc bench models/lenet5.cnn --mode train --vector scalar --format json"
        })
final class BenchCommand implements Callable<Integer> {
    private static final int MOST_SAMPLES = 1 << 16;

    @ParentCommand
    private Cnnc root;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelArguments model;

    @Mixin
    private RunOptions run;

    @Mixin
    private OutputOptions output;

    @Option(names = "--mode", paramLabel = "MODE", description = "infer or train", defaultValue = "infer")
    private Mode mode;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Samples at once; unless given, 1 to infer, and to train as many as the train section says.")
    private Integer batch;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "How long the steady state is measured; it is warmed up for as long before.",
            defaultValue = "3")
    private double seconds;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text or json", defaultValue = "text")
    private TextFormat format;

    @Override
    public Integer call() throws IOException {
        require(batch == null || batch >= 1 && batch <= MOST_SAMPLES, "--batch: expected 1 to " + MOST_SAMPLES + ", found " + batch);
        require(seconds > 0 && seconds <= 3600, "--seconds: expected more than 0 and at most 3600, found " + seconds);
        Terminal terminal = output.of(root);
        int threads = run.threads();
        VectorChoice vector = run.vector();
        CheckedModel checked = model.load(terminal, output.quiet()).model();
        int samples = samples(checked);
        long start = System.nanoTime();
        CompiledModel compiled = Compilation.forThisJvm(checked.graph(), vector.target());
        double compileSeconds = (System.nanoTime() - start) / 1e9;
        Network network = compiled.initialize(1);
        if (mode == Mode.train && samples < network.leastSamples()) {
            throw Failure.usage("--batch " + samples + ": a step of " + checked.graph().name() + " takes "
                    + network.leastSamples() + " samples at the least");
        }
        try (BenchBar bar = BenchBar.of(output.quiet(), terminal)) {
            Measurement measured =
                    Measurement.of(() -> Workload.open(mode, network, samples, threads), threads, seconds, bar::show);
            bar.close();
            BenchReport report = new BenchReport(checked, mode, samples, threads, vector, compileSeconds, measured);
            switch (format) {
                case text -> report.lines().forEach(terminal.out()::println);
                case json -> Json.print(report.json(), terminal.out());
            }
        }
        return ExitStatus.DONE;
    }

    private int samples(CheckedModel checked) {
        int usual = switch (mode) {
            case infer -> 1;
            case train -> TrainingTask.section(checked.graph()).batch();
        };
        return batch == null ? usual : batch;
    }

    private void require(boolean fits, String otherwise) {
        if (!fits) throw new ParameterException(spec.commandLine(), otherwise);
    }
}
