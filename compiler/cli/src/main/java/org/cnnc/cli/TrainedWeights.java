package org.cnnc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.link.CompiledModel;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.Weights;
import org.cnnc.train.Ensemble;
import org.cnnc.train.Evaluator;
import org.cnnc.train.Normalization;
import org.cnnc.train.Predictor;

/**
 * What {@code --weights} names: the weights of one network, or of the members of an ensemble.
 *
 * @param files one or more
 */
record TrainedWeights(List<Path> files) {
    private static final String FILE = "weights.safetensors";

    TrainedWeights {
        files = List.copyOf(files);
    }

    /**
     * @param given files, and folders of runs
     * @throws Failure if a folder holds several runs that are no ensemble, or an ensemble that is not complete
     */
    static TrainedWeights of(List<Path> given) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : given) files.addAll(expand(path));
        return new TrainedWeights(files);
    }

    private static List<Path> expand(Path path) throws IOException {
        if (!Files.isDirectory(path)) return List.of(path);
        Optional<String> kind = RunGroup.kindIn(path);
        if (kind.isPresent()) return members(new RunGroup(path, kind.get()));
        Path file = path.resolve(FILE);
        // A folder without the file is refused by what reads it, as any other that is no weight file.
        return List.of(Files.exists(file) ? file : path);
    }

    private static List<Path> members(RunGroup group) throws IOException {
        if (!group.kind().equals(RunGroup.MEMBER)) {
            throw Failure.usage("--weights " + group.folder() + ": holds several runs that are no ensemble; name one,"
                    + " such as --weights " + group.part(1));
        }
        int count = RunConfig.members(group.folder());
        List<Path> files = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            if (!Files.exists(group.weights(number))) {
                throw Failure.input(group.folder() + ": member " + number + " of " + count + " is not trained; go on by"
                        + " `cnnc train --resume --out " + group.folder() + "`");
            }
            files.add(group.weights(number));
        }
        return files;
    }

    /** The networks of these weights, ready to answer. */
    Predictor predictor(CompiledModel compiled, TypedGraph graph, int threads) throws IOException {
        Network network = compiled.load(files.getFirst());
        if (files.size() == 1) return Predictor.of(network.session(threads));
        return new Ensemble(network, members(network), ModelLoss.averaging(graph), threads);
    }

    /** The networks of these weights, ready to be measured. */
    Evaluator evaluator(CompiledModel compiled, TypedGraph graph, int threads, List<Integer> topK) throws IOException {
        Network network = compiled.load(files.getFirst());
        if (files.size() == 1) return new Evaluator(network, threads, topK);
        Ensemble ensemble =
                Ensemble.ofEvaluation(network, members(network), ModelLoss.averagingOfWhatTheLossReads(graph), threads);
        return new Evaluator(ensemble, network.measure(1), topK);
    }

    private List<float[]> members(Network network) throws IOException {
        List<float[]> members = new ArrayList<>(List.of(network.parameters().clone()));
        for (Path file : files.subList(1, files.size())) members.add(Weights.load(network.signature(), file));
        return members;
    }

    /**
     * What training did to the pixels.
     *
     * @throws Failure if it did different things to them for different members
     */
    Normalization normalization(TrainingData data) throws IOException {
        Normalization first = data.normalization(files.getFirst());
        for (Path file : files.subList(1, files.size())) {
            Normalization other = data.normalization(file);
            if (!Arrays.equals(first.mean(), other.mean()) || !Arrays.equals(first.deviation(), other.deviation())) {
                throw Failure.input(file + " was trained on pixels normalised in another way than " + files.getFirst()
                        + ": networks that answer together have to be trained on the same split");
            }
        }
        return first;
    }
}
