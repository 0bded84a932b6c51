package org.cnnc.cli;

import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.loss.CrossEntropy;
import org.cnnc.compiler.loss.Loss;
import org.cnnc.compiler.loss.Mse;
import org.cnnc.compiler.op.Op;
import org.cnnc.compiler.op.Sigmoid;
import org.cnnc.compiler.op.Softmax;
import org.cnnc.compiler.op.Value;
import org.cnnc.train.EvaluationLoss;
import org.cnnc.train.Mixing;

/** How a model's outputs are measured outside of training, by the same loss. */
final class ModelLoss {
    /** Cross entropy of the softmax of outputs that are not probabilities yet. */
    private static final EvaluationLoss LOGITS_CROSS_ENTROPY = (output, offset, size, label) -> {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) max = Math.max(max, output[offset + i]);
        double sum = 0;
        for (int i = 0; i < size; i++) sum += Math.exp(output[offset + i] - max);
        return max + Math.log(sum) - output[offset + label];
    };

    private ModelLoss() {}

    /** The loss of the train section; cross entropy for a model without one. */
    static EvaluationLoss of(TypedGraph graph) {
        Loss loss = graph.training().map(training -> training.loss()).orElseGet(CrossEntropy::new);
        return switch (loss) {
            case Mse mse -> EvaluationLoss.MEAN_SQUARED_ERROR;
            case CrossEntropy entropy when endsInProbabilities(graph) -> EvaluationLoss.CROSS_ENTROPY;
            case CrossEntropy entropy -> LOGITS_CROSS_ENTROPY;
            case Loss other -> throw new IllegalStateException("a loss without a measure: " + other.name());
        };
    }

    /** How the outputs of several networks of a model become one: the mean of what they mean as probabilities. */
    static Mixing mixing(TypedGraph graph) {
        Loss loss = graph.training().map(training -> training.loss()).orElseGet(CrossEntropy::new);
        return loss instanceof CrossEntropy && !endsInProbabilities(graph) ? Mixing.SOFTMAX : Mixing.OUTPUTS;
    }

    /** Whether the first output is the result of a softmax or a sigmoid. */
    static boolean endsInProbabilities(TypedGraph graph) {
        Value output = graph.outputs().values().iterator().next();
        return graph.nodes().stream().anyMatch(node -> node.output().equals(output) && isProbability(node.op()));
    }

    private static boolean isProbability(Op op) {
        return op instanceof Softmax softmax && softmax.ofClasses() || op instanceof Sigmoid;
    }
}
