package org.cnnc.tests.peers;

import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.link.CompiledModel;
import org.cnnc.compiler.op.Value;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.Parameter;
import org.cnnc.runtime.Session;
import org.cnnc.runtime.Target;
import org.cnnc.runtime.Trainer;

/** A network as this compiler compiles it. */
record Compiled(TypedGraph graph, Network network) {
    /** From zero velocity, one step at {@code lr = 0} leaves the gradient as the velocity and the parameters as they are. */
    static final String OPTIMIZER = "optimizer sgd(lr = 0, momentum = 0.5)";

    static Compiled of(TypedGraph graph) {
        return new Compiled(graph, CompiledModel.compile(graph, "M", Cases.TARGETS).initialize(1));
    }

    /** As {@link TorchNetwork#run} gives it. */
    TorchNetwork.Result run(Numbers numbers, Target target) {
        System.arraycopy(numbers.parameters(), 0, network.parameters(), 0, numbers.parameters().length);
        double[] outputs = outputs(numbers, target);
        try (Trainer trainer = network.trainer(1, 2, target)) {
            float loss = trainer.step(numbers.inputs(), numbers.targets(), numbers.samples());
            double[] gradients = new double[numbers.parameters().length];
            for (int p = 0; p < graph.parameters().size(); p++) {
                Parameter parameter = graph.parameters().get(p);
                boolean trained = graph.parameterValues().get(p).kind() == Value.Kind.PARAMETER;
                float[] from = trained ? trainer.state() : network.parameters();
                for (int i = 0; i < parameter.size(); i++) gradients[parameter.offset() + i] = from[parameter.offset() + i];
            }
            return new TorchNetwork.Result(outputs, loss, gradients);
        }
    }

    /** Output by output, each sample by sample. */
    private double[] outputs(Numbers numbers, Target target) {
        int sampleSize = network.signature().outputs().stream().mapToInt(output -> output.size()).sum();
        float[] found = new float[numbers.samples() * sampleSize];
        try (Session session = network.session(2, target)) {
            session.predict(numbers.inputs(), numbers.samples(), found);
        }
        double[] outputs = new double[found.length];
        int at = 0;
        int start = 0;
        for (var output : network.signature().outputs()) {
            for (int s = 0; s < numbers.samples(); s++) {
                for (int i = 0; i < output.size(); i++) outputs[at++] = found[s * sampleSize + start + i];
            }
            start += output.size();
        }
        return outputs;
    }
}
