package org.cnnc.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.cnnc.compiler.autodiff.Folding;
import org.cnnc.compiler.autodiff.Inference;
import org.cnnc.compiler.codegen.BytecodeText;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.diagnostics.Suggestion;
import org.cnnc.compiler.graph.Graph;
import org.cnnc.compiler.graph.ModelExpander;
import org.cnnc.compiler.graph.Node;
import org.cnnc.compiler.graph.ProgramReader;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.op.LayerKind;
import org.cnnc.compiler.op.Layers;
import org.cnnc.compiler.parse.SourceFile;
import org.cnnc.compiler.parse.SourceParser;
import org.cnnc.compiler.report.ArithmeticText;
import org.cnnc.compiler.report.GraphText;
import org.cnnc.compiler.report.RecordText;
import org.cnnc.compiler.report.SignalText;
import org.cnnc.compiler.schedule.InferenceSchedules;
import org.cnnc.compiler.schedule.Schedule;
import org.cnnc.compiler.schedule.Scheduler;
import org.cnnc.compiler.signal.Signals;
import org.cnnc.compiler.source.SourceLoader;
import org.cnnc.runtime.Target;

/** What a checked model is at a stage, as text. */
final class StageText {
    private final ModelArguments.Loaded loaded;
    private final TypedGraph graph;
    private final Target target;
    private final String layer;
    private final Supplier<Signals> signals;
    private final int width;

    /**
     * @param layer what is shown: this layer and what is below it; empty for all
     * @param signals measures what the network is before training
     * @param width most characters of a table's line
     */
    StageText(ModelArguments.Loaded loaded, Target target, String layer, Supplier<Signals> signals, int width) {
        this.loaded = loaded;
        this.graph = loaded.model().graph();
        this.target = target;
        this.layer = layer;
        this.signals = signals;
        this.width = width;
        if (!layer.isEmpty() && graph.nodes().stream().noneMatch(node -> GraphText.within(node.path(), layer))) {
            List<String> paths = graph.nodes().stream().map(Node::path).distinct().toList();
            throw Failure.usage("model " + graph.name() + " has no layer " + layer + "; " + Suggestion.nearest(layer, paths)
                    .map(near -> "did you mean " + near + "?")
                    .orElse("it has " + String.join(", ", paths)));
        }
    }

    String of(Stage stage) {
        return switch (stage) {
            case ast -> RecordText.of(source().declarations());
            case graph -> RecordText.of(expanded());
            case typed -> GraphText.of(graph, layer) + "\n" + ArithmeticText.of(loaded.model(), layer);
            case training -> GraphText.of(Compilation.trainingGraph(graph), layer);
            case schedule -> schedules();
            case bytecode -> bytecode();
            case init -> SignalText.render(signals.get(), layer, width);
        };
    }

    private SourceFile source() {
        Path file = loaded.file();
        Diagnostics diagnostics = new Diagnostics();
        return SourceParser.parse(SourceLoader.load(file, file.toString(), diagnostics).orElseThrow(), diagnostics);
    }

    /** The graph before its shapes are known; only the layer's nodes where one was named. */
    private Object expanded() {
        Diagnostics diagnostics = new Diagnostics();
        List<LayerKind> kinds = Layers.all();
        Graph expanded = ModelExpander.expand(
                        ProgramReader.read(source(), kinds.stream().map(LayerKind::name).collect(Collectors.toSet()), diagnostics),
                        kinds, loaded.set(), diagnostics)
                .stream()
                .filter(candidate -> candidate.name().equals(graph.name()))
                .findFirst()
                .orElseThrow();
        if (layer.isEmpty()) return expanded;
        return expanded.nodes().stream().filter(node -> GraphText.within(node.path(), layer)).toList();
    }

    private String schedules() {
        Folding.Folded folded = Folding.fold(Inference.inference(graph));
        InferenceSchedules schedules = InferenceSchedules.of(folded, target);
        String inference = text(schedules.blocks()) + "\n" + text(schedules.single())
                + schedules.preparation().map(preparation -> prepares(folded, preparation)).orElse("");
        Optional<Schedule> training = graph.training().isEmpty()
                ? Optional.empty()
                : Optional.of(Scheduler.training(Compilation.trainingGraph(graph), target));
        return inference + training.map(schedule -> "\n" + text(schedule)).orElse("");
    }

    /** What is computed when the parameters have changed, before the next inference. */
    private String prepares(Folding.Folded folded, Schedule preparation) {
        String pairs = folded.folded().entrySet().stream()
                .map(fold -> fold.getValue() + " into " + fold.getKey())
                .collect(Collectors.joining(", "));
        return "\nonce for each state of the parameters" + (pairs.isEmpty() ? "" : ", folding " + pairs) + "\n"
                + text(preparation);
    }

    private String text(Schedule schedule) {
        if (layer.isEmpty()) return schedule.toString();
        return schedule.kernels().stream()
                .filter(kernel -> isOfLayer(kernel.name()))
                .map(kernel -> kernel + "\n")
                .collect(Collectors.joining("", schedule.model() + " for " + schedule.target() + "\n", ""));
    }

    private String bytecode() {
        StringBuilder text = new StringBuilder();
        Map<String, byte[]> classes = Compilation.forThisJvm(graph, target).classes();
        classes.values().forEach(file -> text.append(BytecodeText.of(file, this::isOfLayer)).append('\n'));
        return text.toString();
    }

    /** Whether a kernel or method computes the layer: such names start with its path, dots as underscores. */
    private boolean isOfLayer(String name) {
        if (layer.isEmpty()) return true;
        String prefix = layer.replace('.', '_');
        return name.equals(prefix) || name.startsWith(prefix + "_");
    }
}
