package org.cnnc.tests.peers;

import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.runtime.Parameter;

/**
 * The largest difference of two results, each tensor's relative to its own largest value: {@code max |a - b| / max |b|}.
 *
 * @param outputs of all outputs, and of the loss
 * @param gradients of the gradients of all parameters, and of new running statistics
 * @param where the tensor that differs most
 */
record Deviation(double outputs, double gradients, String where) {
    static final Deviation NONE = new Deviation(0, 0, "");

    static Deviation of(TypedGraph graph, TorchNetwork.Result found, TorchNetwork.Result expected) {
        double outputs = Math.max(
                relative(found.outputs(), expected.outputs(), 0, expected.outputs().length),
                relative(new double[] {found.loss()}, new double[] {expected.loss()}, 0, 1));
        double worst = outputs;
        double gradients = 0;
        String where = "outputs";
        for (Parameter parameter : graph.parameters()) {
            double own = relative(found.gradients(), expected.gradients(), parameter.offset(), parameter.size());
            gradients = Math.max(gradients, own);
            if (own <= worst) continue;
            worst = own;
            where = parameter.name();
        }
        return new Deviation(outputs, gradients, where);
    }

    /** Infinite where one has what is not a number, or what should be 0 is not. */
    static double relative(double[] found, double[] expected, int from, int size) {
        double scale = 0;
        double difference = 0;
        for (int i = from; i < from + size; i++) {
            scale = Math.max(scale, Math.abs(expected[i]));
            double own = Math.abs(found[i] - expected[i]);
            difference = own >= 0 ? Math.max(difference, own) : Double.POSITIVE_INFINITY;
        }
        if (difference == 0) return 0;
        return scale > 0 ? difference / scale : Double.POSITIVE_INFINITY;
    }

    double worst() {
        return Math.max(outputs, gradients);
    }

    Deviation max(Deviation other) {
        return new Deviation(
                Math.max(outputs, other.outputs), Math.max(gradients, other.gradients),
                other.worst() > worst() ? other.where : where);
    }
}
