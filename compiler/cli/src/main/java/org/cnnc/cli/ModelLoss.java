package org.cnnc.cli;

import org.cnnc.compiler.graph.TrainSpec;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.loss.BinaryCrossEntropy;
import org.cnnc.compiler.loss.CrossEntropy;
import org.cnnc.compiler.loss.Loss;
import org.cnnc.compiler.op.Op;
import org.cnnc.compiler.op.Sigmoid;
import org.cnnc.compiler.op.Softmax;
import org.cnnc.compiler.op.Value;
import org.cnnc.train.Averaging;

/** By which loss a model's outputs are measured, and what they are. */
final class ModelLoss {
    private ModelLoss() {}

    /** The loss of the train section; a cross entropy for a model without one. */
    static Loss of(TypedGraph graph) {
        return graph.training().map(TrainSpec::loss).orElseGet(() -> output(graph).type().shape().channels() == 1
                ? new BinaryCrossEntropy() : new CrossEntropy());
    }

    /** How the outputs of several networks of a model become one: the mean of what they mean as probabilities. */
    static Averaging averaging(TypedGraph graph) {
        return endsInProbabilities(graph) ? Averaging.OUTPUTS : averagingOfWhatTheLossReads(graph);
    }

    /** The same of what the loss reads of the outputs. */
    static Averaging averagingOfWhatTheLossReads(TypedGraph graph) {
        return switch (of(graph)) {
            case CrossEntropy ofClasses -> Averaging.SOFTMAX;
            case BinaryCrossEntropy ofEach -> Averaging.SIGMOID;
            case Loss other -> Averaging.OUTPUTS;
        };
    }

    /** Whether the first output is the result of a softmax or a sigmoid. */
    static boolean endsInProbabilities(TypedGraph graph) {
        Value output = output(graph);
        return graph.nodes().stream().anyMatch(node -> node.output().equals(output) && isProbability(node.op()));
    }

    private static Value output(TypedGraph graph) {
        return graph.outputs().values().iterator().next();
    }

    private static boolean isProbability(Op op) {
        return op instanceof Softmax softmax && softmax.ofClasses() || op instanceof Sigmoid;
    }
}
