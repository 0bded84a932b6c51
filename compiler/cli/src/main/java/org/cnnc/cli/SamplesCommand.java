package org.cnnc.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cnnc.compiler.graph.TrainSpec;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.train.AugmentationPreview;
import org.cnnc.train.Split;
import org.cnnc.train.augment.Augmentation;
import org.cnnc.train.sheet.Levels;
import org.cnnc.train.sheet.SheetImage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code cnnc samples}. */
@Command(
        name = "samples",
        description = {
            "Draws training samples, and what augmentation makes of them, on a sheet to look at: a row a sample, with its"
                    + " class below; a column an epoch, as training will see the sample then.",
            "",
            "What mixes samples mixes each with the row below here, the last with the first; the classes below a mixture"
                    + " stand with their shares. Normalisation is taken back. --set train.augment=… shows augmentations that"
                    + " the file does not have.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  cnnc samples models/lenet5.cnn -o samples.png --set \"train.augment=rotate(20)\"",
            "  cnnc samples cifar.cnn -o samples.png --count 16 --variants 4"
        })
final class SamplesCommand implements Callable<Integer> {
    private static final int MOST = 1000;

    @ParentCommand
    private Cnnc root;

    @Mixin
    private ModelArguments model;

    @Mixin
    private OutputOptions output;

    @Mixin
    private DataOption data;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "A PNG file, which takes the place of what was there.")
    private String target;

    @Option(names = "--count", paramLabel = "N", description = "Samples: the epoch's first ones; 8 unless given.", defaultValue = "8")
    private int count;

    @Option(names = "--variants", paramLabel = "N", description = "Epochs that are shown; 8 unless given.", defaultValue = "8")
    private int variants;

    @Option(names = "--epoch", paramLabel = "N", description = "The first of them; 1 unless given.", defaultValue = "1")
    private int epoch;

    @Option(names = "--seed", paramLabel = "N", description = "What all randomness depends on, in place of the file's.")
    private Long seed;

    @Override
    public Integer call() throws IOException {
        require("--count", count, 1, MOST);
        require("--variants", variants, 0, MOST);
        require("--epoch", epoch, 1, Integer.MAX_VALUE - MOST);
        ResultFile result = ResultFile.of(target);
        Terminal terminal = output.of(root);
        ModelArguments.Loaded loaded = model.load(terminal, output.quiet(), settings());
        TypedGraph graph = loaded.model().graph();
        TrainSpec training = TrainingTask.section(graph);
        Split split = TrainingData.of(graph, data.besides(loaded.file()), data.path()).load();
        SheetImage sheet = sheet(split.train().shape());
        List<Augmentation> augmentations = TrainingAugmentations.of(training);
        int columns = augmentations.isEmpty() ? 0 : variants;
        if (!sheet.holds(count, 1 + columns)) {
            throw Failure.usage(count + " samples in " + (1 + columns) + " columns make too large a sheet; take a smaller"
                    + " --count or --variants");
        }
        int targetSize = (int) graph.outputs().values().iterator().next().type().shape().elements();
        AugmentationPreview preview = AugmentationPreview.of(
                split, targetSize, augmentations, training.seed(), count, epoch, columns);
        Levels levels = Levels.of(split.normalization(), sheet.height() * sheet.width(),
                preview.rows().stream().map(row -> row.getFirst().values()).toList());
        result.write(ByteBuffer.wrap(sheet.draw(preview.titles(), preview.rows(), levels)));
        if (!output.quiet()) say(terminal, augmentations, levels);
        return ExitStatus.DONE;
    }

    private void say(Terminal terminal, List<Augmentation> augmentations, Levels levels) {
        terminal.err().println("wrote " + target
                + (augmentations.isEmpty() ? "; the train section has no augment, so that the samples stand there as they are" : ""));
        if (levels.black() != 0 || levels.white() != 1) {
            terminal.err().format(Locale.ROOT, "black is %s and white is %s, the least and the most of the samples%n", levels.black(), levels.white());
        }
    }

    private static SheetImage sheet(int[] shape) {
        try {
            return SheetImage.of(shape);
        } catch (IllegalArgumentException e) {
            throw Failure.input("the samples are of " + Shape.of(shape) + ": a sheet shows images of 1 or 3 channels");
        }
    }

    private static void require(String option, int value, int min, int max) {
        if (value < min || value > max) throw Failure.usage(option + ": expected " + min + " to " + max + ", found " + value);
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>(data.settings());
        if (seed != null) settings.put("train.seed", seed.toString());
        return settings;
    }
}
