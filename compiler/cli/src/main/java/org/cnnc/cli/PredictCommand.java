package org.cnnc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.link.CompiledModel;
import org.cnnc.runtime.Signature;
import org.cnnc.runtime.TensorInfo;
import org.cnnc.runtime.VectorChoice;
import org.cnnc.train.Predictor;
import org.cnnc.train.data.NpyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code cnnc predict}. */
@Command(
        name = "predict",
        description = "Tells what trained weights make of images (PNG, JPEG) or arrays (.npy). Images are brought to"
                + " the network's size and prepared as its training data was; arrays hold one sample or several of the"
                + " input's shape, bytes as pixels, floats as the network takes them.",
        footer = {
            "",
            "Examples:",
            "  cnnc predict models/lenet5.cnn --weights runs/LeNet5-1/weights.safetensors seven.png",
            "  cnnc predict models/lenet5.cnn --weights w.safetensors x.npy --output y.npy"
        })
final class PredictCommand implements Callable<Integer> {
    @ParentCommand
    private Cnnc root;

    @Mixin
    private ModelArguments model;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "INPUT", description = "Images or .npy arrays.")
    private List<String> inputs;

    @Mixin
    private RunOptions run;

    @Mixin
    private OutputOptions output;

    @Option(names = "--weights", paramLabel = "W", required = true, description = "A safetensors file of this"
            + " model, or the folder of a run. Given several times, or with the folder of an ensemble, the networks answer"
            + " together: by the mean of their outputs.")
    private List<Path> weights;

    @Option(names = "--output", paramLabel = "Y.npy", description = "Also writes the outputs of all samples.")
    private Path outputs;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text or json", defaultValue = "text")
    private TextFormat format;

    @Override
    public Integer call() throws IOException {
        Terminal terminal = output.of(root);
        int threads = run.threads();
        VectorChoice vector = run.vector();
        ModelArguments.Loaded loaded = model.load(terminal, output.quiet());
        TypedGraph graph = loaded.model().graph();
        CompiledModel compiled = Compilation.forThisJvm(graph, vector.target());
        Signature signature = compiled.signature();
        if (signature.inputs().size() != 1) {
            throw Failure.input("model " + graph.name() + " has the inputs " + signature.inputs()
                    + "; predict takes models of one input");
        }
        TrainedWeights trained = TrainedWeights.of(weights);
        try (Predictor predictor = trained.predictor(compiled, graph, threads)) {
            predict(predictor, PredictionInput.of(signature.inputs().getFirst(), loaded, trained), graph,
                    signature.outputs().getFirst(), terminal);
        }
        return ExitStatus.DONE;
    }

    private void predict(
            Predictor predictor, PredictionInput reader, TypedGraph graph, TensorInfo result, Terminal terminal)
            throws IOException {
        List<PredictionInput.Samples> samples = new ArrayList<>();
        for (String input : inputs) samples.add(reader.read(FileArguments.path(input)));
        PredictionOutput printer =
                new PredictionOutput(terminal.out(), format, ModelLoss.endsInProbabilities(graph), result.size());
        List<float[]> all = new ArrayList<>();
        for (PredictionInput.Samples file : samples) {
            float[] predicted = predict(predictor, file, result.size());
            printer.print(file, predicted);
            all.add(predicted);
        }
        if (outputs != null) write(all, result);
    }

    /** The first output of each sample, one behind the other. */
    private static float[] predict(Predictor predictor, PredictionInput.Samples samples, int size) {
        float[] everything = new float[Math.multiplyExact(samples.count(), predictor.outputSize())];
        predictor.predict(samples.data(), samples.count(), everything);
        float[] first = new float[samples.count() * size];
        for (int s = 0; s < samples.count(); s++) {
            System.arraycopy(everything, s * predictor.outputSize(), first, s * size, size);
        }
        return first;
    }

    private void write(List<float[]> all, TensorInfo result) throws IOException {
        int floats = all.stream().mapToInt(part -> part.length).reduce(0, Math::addExact);
        float[] data = new float[floats];
        int at = 0;
        for (float[] part : all) {
            System.arraycopy(part, 0, data, at, part.length);
            at += part.length;
        }
        int[] shape = new int[1 + result.shape().length];
        shape[0] = floats / result.size();
        System.arraycopy(result.shape(), 0, shape, 1, result.shape().length);
        NpyFile.write(outputs, shape, data);
    }
}
