package org.cnnc.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.cnnc.compiler.autodiff.Inference;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.link.CompiledModel;
import org.cnnc.compiler.op.Evaluation;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.reference.Interpreter;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.Parameter;
import org.cnnc.runtime.Session;
import org.cnnc.runtime.Target;
import org.cnnc.runtime.Trainer;
import org.junit.jupiter.api.Test;

/** Networks whose batch normalisations are folded into weights, against the reference, which folds nothing. */
class FoldingTest {
    /** Relative to the largest output. */
    private static final double BOUND = 1e-5;

    private static final String SMALL = """
            model Small {
                input image: 3 x 8 x 8
                conv 8, 3x3, pad=1, bias=false; batchnorm; relu
                depthwise 3x3, pad=1, bias=true; batchnorm; relu
                conv_transpose 4, 2x2, stride=2, groups=2, bias=true; batchnorm; relu
                global_avgpool
                flatten
                dense 6, bias=true; batchnorm affine=false
            }
            train Small { loss mse; optimizer sgd(lr = 0.1) }
            """;

    /** Statistics and parameters as after training: deviations and scales around 1, means and shifts around 0. */
    private static void draw(Network network, long seed) {
        Random random = new Random(seed);
        float[] parameters = network.parameters();
        for (Parameter parameter : network.signature().parameters()) {
            boolean scale = parameter.name().endsWith("running_var")
                    || parameter.name().endsWith(".weight") && parameter.shape().length == 1;
            boolean sum = parameter.shape().length > 1;
            for (int i = 0; i < parameter.size() && !sum; i++) {
                parameters[parameter.offset() + i] = scale ? 0.5f + random.nextFloat() : random.nextFloat() - 0.5f;
            }
        }
    }

    private static float[] inputs(Network network, int samples) {
        int size = 1;
        for (int extent : network.signature().inputs().getFirst().shape()) size *= extent;
        float[] inputs = new float[samples * size];
        Random random = new Random(7);
        for (int i = 0; i < inputs.length; i++) inputs[i] = (float) random.nextGaussian();
        return inputs;
    }

    private static double[] reference(TypedGraph graph, Network network, float[] inputs, int samples) {
        TypedGraph inference = Inference.inference(graph);
        float[] parameters = network.parameters();
        Map<Value, Tensor> given = new HashMap<>();
        Value input = graph.inputs().getFirst();
        given.put(input, Tensor.fill(input.type(), samples, i -> inputs[i]));
        for (int p = 0; p < graph.parameters().size(); p++) {
            int offset = graph.parameters().get(p).offset();
            Value value = graph.parameterValues().get(p);
            given.put(value, Tensor.fill(value.type(), 1, i -> parameters[offset + i]));
        }
        Value output = inference.outputs().values().iterator().next();
        return Interpreter.run(inference.nodes(), given, new Evaluation(samples, 0)).get(output).data();
    }

    private static void holds(Session session, TypedGraph graph, Network network, int samples) {
        float[] inputs = inputs(network, samples);
        holds(session, inputs, reference(graph, network, inputs, samples), samples);
    }

    private static void holds(Session session, float[] inputs, double[] expected, int samples) {
        float[] found = new float[expected.length];
        session.predict(inputs, samples, found);
        double largest = 0;
        for (double value : expected) largest = Math.max(largest, Math.abs(value));
        for (int i = 0; i < found.length; i++) {
            assertThat(Math.abs(found[i] - expected[i])).as("element %d", i).isLessThanOrEqualTo(BOUND * largest);
        }
    }

    /** One session all the time: weights change under it by a step and by hand. */
    @Test
    void aSessionSeesWeightsThatChange() {
        TypedGraph graph = Models.text(SMALL).graph();
        CompiledModel model = CompiledModel.compile(graph, "Small");
        assertThat(model.classes()).containsKey("Small$Preparation");
        for (Target target : Target.values()) {
            Network network = model.initialize(1);
            draw(network, 1);
            float[] inputs = inputs(network, 32);
            try (Session session = network.session(1, target); Trainer trainer = network.trainer(1, 1, target)) {
                holds(session, graph, network, 17);
                float[] before = new float[6];
                session.predict(inputs, 1, before);
                trainer.step(inputs, new float[32 * 6], 32);
                float[] after = new float[6];
                session.predict(inputs, 1, after);
                assertThat(after).isNotEqualTo(before);
                holds(session, graph, network, 17);
                draw(network, 2);
                holds(session, graph, network, 17);
            }
        }
    }

    /** The array is asked for once, and written into between predictions, by all ways to predict. */
    @Test
    void whatIsWrittenIntoTheParametersHoldsFromTheNextPredictionOn() {
        TypedGraph graph = Models.text(SMALL).graph();
        Network network = CompiledModel.compile(graph, "Small").initialize(1);
        float[] inputs = inputs(network, 1);
        float[] unwritten = network.predict(inputs);
        float[] parameters = network.parameters();
        assertThat(network.predict(inputs)).isEqualTo(unwritten);
        try (Session session = network.session(1); Session evaluation = network.evaluation(1)) {
            for (Parameter parameter : network.signature().parameters()) {
                parameters[parameter.offset()] += 0.25f;
                double[] expected = reference(graph, network, inputs, 1);
                holds(session, inputs, expected, 1);
                holds(evaluation, inputs, expected, 1);
                float[] found = new float[6];
                session.predict(inputs, 1, found);
                assertThat(network.predict(inputs)).isEqualTo(found);
            }
        }
    }

    /** Nobody holds the parameters: only the step tells that they have changed. */
    @Test
    void aStepChangesWhatAnUntouchedNetworkPredicts() {
        TypedGraph graph = Models.text(SMALL).graph();
        Network network = CompiledModel.compile(graph, "Small").initialize(1);
        float[] inputs = inputs(network, 32);
        float[] before = new float[6];
        float[] after = new float[6];
        try (Session session = network.session(1); Trainer trainer = network.trainer(1, 1)) {
            session.predict(inputs, 1, before);
            trainer.step(inputs, new float[32 * 6], 32);
            session.predict(inputs, 1, after);
            assertThat(after).isNotEqualTo(before);
            holds(session, graph, network, 1);
        }
    }

    /** What the loss reads is computed by a program of its own: the softmax of it is what the network predicts. */
    @Test
    void evaluationFoldsAlike() {
        TypedGraph graph = Models.text(SMALL.replace("affine=false", "affine=false; softmax").replace("mse", "cross_entropy")).graph();
        Network network = CompiledModel.compile(graph, "Small").initialize(1);
        draw(network, 1);
        float[] inputs = inputs(network, 5);
        float[] predicted = new float[5 * 6];
        float[] read = new float[5 * 6];
        try (Session session = network.session(1); Session evaluation = network.evaluation(1)) {
            holds(session, graph, network, 5);
            session.predict(inputs, 5, predicted);
            evaluation.predict(inputs, 5, read);
        }
        for (int s = 0; s < 5; s++) {
            double sum = 0;
            for (int i = 0; i < 6; i++) sum += Math.exp(read[6 * s + i]);
            for (int i = 0; i < 6; i++) {
                assertThat(Math.exp(read[6 * s + i]) / sum).isBetween(predicted[6 * s + i] - 1e-5, predicted[6 * s + i] + 1e-5);
            }
        }
    }

    @Test
    void resNet20() {
        TypedGraph graph = Models.file("resnet20_cifar.cnn").graph();
        Network network = CompiledModel.compile(graph, "ResNet").initialize(1);
        draw(network, 3);
        float[] inputs = inputs(network, 1);
        double[] expected = reference(graph, network, inputs, 1);
        for (Target target : Target.values()) {
            try (Session session = network.session(1, target)) {
                holds(session, inputs, expected, 1);
            }
        }
    }
}
