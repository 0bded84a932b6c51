package org.cnnc.compiler.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cnnc.compiler.data.DataSources;
import org.cnnc.compiler.init.InitKind;
import org.cnnc.compiler.init.InitSetting;
import org.cnnc.compiler.init.Initializers;
import org.cnnc.compiler.loss.Losses;
import org.cnnc.compiler.op.Activation;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;
import org.cnnc.compiler.op.LayerFamily;
import org.cnnc.compiler.op.LayerKind;
import org.cnnc.compiler.op.Layers;
import org.cnnc.compiler.op.Op;
import org.cnnc.compiler.op.Sample;
import org.cnnc.compiler.op.Schema;
import org.cnnc.compiler.optimizer.Optimizers;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.training.Augmentations;
import org.cnnc.compiler.training.Metrics;
import org.cnnc.compiler.training.Schedules;
import org.cnnc.compiler.training.Settings;
import org.cnnc.compiler.training.Term;

/** The reference of layers, and of what {@code init} and a train section may name: Markdown out of the registries. */
public final class ReferencePage {
    private static final int MOST_EXAMPLES = 3;

    private final Function<String, CheckedModel> check;
    private final StringBuilder page = new StringBuilder();

    private ReferencePage(Function<String, CheckedModel> check) {
        this.check = check;
    }

    /** @param check gives the model of a {@code .cnn} text without errors: what examples come to */
    public static String render(Function<String, CheckedModel> check) {
        ReferencePage reference = new ReferencePage(check);
        reference.introduction();
        for (LayerFamily family : Layers.families()) {
            reference.paragraph("## " + family.title());
            family.kinds().forEach(reference::layer);
        }
        reference.initialisers();
        reference.paragraph("## Losses");
        Losses.all().forEach(kind -> reference.entry(kind.name(), kind.summary(), kind.schema(), kind.differences()));
        reference.paragraph("## Optimizers");
        reference.paragraph("The loss's gradients are shortened by `clip_norm`, `l1` and `l2` are added to them, then the optimizer"
                + " follows. Beside its own arguments, each takes:");
        reference.arguments(new Schema(Optimizers.argumentsOfAll()));
        reference.differences(List.of("`clip_norm` is PyTorch's `clip_grad_norm_` before each step, of the loss's gradients"
                + " alone. `l1` and `l2` are added behind it, as `weight_decay` is; in PyTorch they would be terms of the loss."));
        Optimizers.all().forEach(kind -> reference.entry(kind.name(), kind.summary(), kind.schema(), kind.differences()));
        reference.paragraph("## Data sources");
        DataSources.all().forEach(source -> reference.entry(source.name(), source.summary(), source.schema(), List.of()));
        reference.paragraph("## Augmentations");
        Augmentations.all().forEach(reference::term);
        reference.paragraph("## Schedules");
        reference.paragraph("How the learning rate changes. " + Schedules.SYMBOLS);
        Schedules.all().forEach(reference::term);
        reference.paragraph("## Metrics");
        Metrics.all().forEach(reference::term);
        reference.paragraph("## Further settings");
        reference.paragraph("Words of a train section that are settings themselves.");
        reference.differences(List.of("`ema` begins as the parameters before the first step, and follows with the first; PyTorch's"
                + " `AveragedModel` begins as the parameters behind it. `early_stop`, `checkpoint` and `ensemble` PyTorch has not."));
        Settings.all().forEach(reference::term);
        return reference.page.toString().stripTrailing() + "\n";
    }

    private void introduction() {
        paragraph("# Layers");
        paragraph("What a `.cnn` file may name, written by the compiler out of its own registries. Arguments without a key"
                + " come first, in the order of their table, then `key = value`; usage lines have the keys behind the"
                + " semicolon and defaults in parentheses. Shapes are per sample: `F`, `C x L`, `C x H x W` or `C x D x H x W`."
                + " An extent given as one number holds for every spatial axis. Where frameworks differ, a layer does what"
                + " PyTorch's does, unless its section says otherwise.");
        List<List<String>> rows = new ArrayList<>();
        for (LayerFamily family : Layers.families()) {
            String names = family.kinds().stream()
                    .map(kind -> "[`" + kind.name() + "`](#" + kind.name() + ")")
                    .collect(Collectors.joining(" "));
            rows.add(List.of(family.title(), names));
        }
        rows.add(List.of("Beside layers",
                "[initialisers](#initialisers) [losses](#losses) [optimizers](#optimizers) [data sources](#data-sources)"
                        + " [augmentations](#augmentations) [schedules](#schedules) [metrics](#metrics)"
                        + " [further settings](#further-settings)"));
        table(List.of("family", "names"), rows);
    }

    private void layer(LayerKind kind) {
        paragraph("### " + kind.name());
        paragraph(kind.summary());
        paragraph("    " + ArgumentText.usage(kind.name(), SampleText.joins(kind) ? List.of("a", "b", "…") : List.of(), kind.schema()));
        arguments(kind.schema());
        differences(kind.differences());
        examples(kind);
    }

    private void differences(List<String> sentences) {
        for (String sentence : sentences) paragraph("*Not as in PyTorch:* " + sentence);
    }

    private void arguments(Schema schema) {
        if (schema.arguments().isEmpty()) return;
        List<List<String>> rows = new ArrayList<>();
        for (Argument argument : schema.arguments()) {
            rows.add(List.of(
                    "`" + argument.name() + "`" + (argument.positional() ? "" : " ="), ArgumentText.type(argument.type()),
                    ArgumentText.fallback(argument), argument.doc()));
        }
        table(List.of("argument", "takes", "default", "what it is"), rows);
    }

    private void examples(LayerKind kind) {
        List<Sample> telling = kind.samples().stream()
                .filter(sample -> sample.inputs().stream().anyMatch(shape -> shape.elements() > 1))
                .limit(MOST_EXAMPLES)
                .toList();
        List<List<String>> rows = new ArrayList<>();
        boolean parameters = false;
        for (Sample sample : telling) {
            CheckedModel model = check.apply(SampleText.model(kind, sample));
            Shape result = model.graph().outputs().values().iterator().next().type().shape();
            String tensors = model.graph().parameters().stream()
                    .map(parameter -> "`" + parameter.name().substring(parameter.name().indexOf('.') + 1) + "` "
                            + Shape.of(parameter.shape()))
                    .collect(Collectors.joining(", "));
            parameters |= !tensors.isEmpty();
            rows.add(List.of(
                    "`" + SampleText.statement(kind, sample) + "`",
                    sample.inputs().stream().map(Shape::toString).collect(Collectors.joining(", ")), result.toString(), tensors));
        }
        List<String> head = List.of("example", "input", "result", "parameters");
        int columns = parameters ? 4 : 3;
        table(head.subList(0, columns), rows.stream().map(row -> row.subList(0, columns)).toList());
    }

    private void initialisers() {
        paragraph("## Initialisers");
        paragraph("What `init` and `bias_init` take. Without `init`, weights get `he_normal` where the activation behind them"
                + " is of the ReLU family (marked * here), and `xavier_uniform` elsewhere; biases get zeros. The gain is the"
                + " activation's own:");
        table(List.of("gain", "activations"), gains());
        differences(List.of(
                "PyTorch's layers draw weights and biases uniformly within 1 / sqrt(fan_in) unless told, whatever follows."
                        + " Its `calculate_gain` knows only relu, leaky_relu, tanh, sigmoid and selu of these."));
        for (InitKind kind : Initializers.all()) {
            Schema schema = new Schema(kind.settings().stream().map(ReferencePage::argument).toList());
            entry(kind.name(), kind.summary(), schema, kind.differences());
        }
    }

    /** Activations at their defaults by their gain, those of the ReLU family marked. */
    private List<List<String>> gains() {
        SequencedMap<String, List<String>> byGain = new LinkedHashMap<>();
        for (LayerKind kind : Layers.all()) {
            Op op = check.apply(SampleText.model(kind, kind.samples().getFirst())).graph().nodes().getLast().op();
            if (!(op instanceof Activation activation)) continue;
            String gain = String.format(Locale.ROOT, "%.4g", activation.gain()).replaceAll("0+$", "").replaceAll("\\.$", "");
            byGain.computeIfAbsent(gain, key -> new ArrayList<>()).add(kind.name() + (activation.reluFamily() ? "*" : ""));
        }
        return byGain.entrySet().stream().map(entry -> List.of(entry.getKey(), String.join(", ", entry.getValue()))).toList();
    }

    private static Argument argument(InitSetting setting) {
        ArgumentType type = setting.words().isEmpty()
                ? ArgumentType.number(setting.least(), Double.MAX_VALUE) : new ArgumentType.Choice(setting.words());
        return new Argument(setting.name(), type, setting.positional(), setting.defaultText(), setting.optional(), setting.doc());
    }

    private void term(Term term) {
        entry(term.name(), term.summary(), term.schema(), List.of());
    }

    private void entry(String name, String summary, Schema schema, List<String> differences) {
        paragraph("### " + name);
        paragraph(summary);
        arguments(schema);
        differences(differences);
    }

    private void paragraph(String text) {
        page.append(text).append("\n\n");
    }

    private void table(List<String> head, List<List<String>> rows) {
        row(head);
        row(head.stream().map(cell -> "---").toList());
        rows.forEach(this::row);
        page.append('\n');
    }

    private void row(List<String> cells) {
        page.append(cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |")))
                .append('\n');
    }
}
