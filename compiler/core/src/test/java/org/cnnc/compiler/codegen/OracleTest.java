package org.cnnc.compiler.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.cnnc.compiler.autodiff.Autodiff;
import org.cnnc.compiler.autodiff.Inference;
import org.cnnc.compiler.autodiff.TrainingGraph;
import org.cnnc.compiler.graph.TestNetwork;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.loss.CrossEntropy;
import org.cnnc.compiler.loss.Loss;
import org.cnnc.compiler.loss.LossKind;
import org.cnnc.compiler.loss.Losses;
import org.cnnc.compiler.loss.Mse;
import org.cnnc.compiler.op.Evaluation;
import org.cnnc.compiler.op.LayerKind;
import org.cnnc.compiler.op.Layers;
import org.cnnc.compiler.op.Sample;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.reference.Interpreter;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.runtime.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample of every layer, compiled for every target, against the oracle: results and gradients. */
class OracleTest {
    private static final int BLOCK = 16;
    private static final long KEY = 77;
    private static final Evaluation EVALUATION = new Evaluation(BLOCK, KEY);

    /** Float arithmetic against double: relative to the largest value of a tensor. */
    private static final double TOLERANCE = 1e-5;

    /** Of the largest gradient: what is smaller in double precision is 0 by the formula. */
    private static final double CANCELLED = 1e-9;

    /**
     * Layers behind which a gradient is what is left of far larger terms: one undoes shifts and scalings, the other sums
     * signed products over what it broadcasts.
     */
    private static final Set<String> CANCELLING = Set.of("batchnorm", "mul");

    static Stream<Arguments> samples() {
        List<Arguments> cases = new ArrayList<>();
        for (LayerKind kind : Layers.all()) {
            for (Sample sample : kind.samples()) {
                for (Target target : Target.values()) cases.add(Arguments.of(sample.layer(), sample.inputs(), target));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "{0} of {1} on {2}")
    @MethodSource("samples")
    void resultsAgree(String layer, List<Shape> shapes, Target target) {
        TestNetwork net = new TestNetwork(BLOCK);
        Value output = net.layer(layer, shapes.stream().map(net::input).toArray(Value[]::new));
        TypedGraph graph = Inference.inference(net.inferenceOnly(output));
        Tensor expected = Interpreter.run(graph.nodes(), net.given(), EVALUATION).get(graph.outputs().get("output"));
        assertClose(BlockRun.infer(graph, net.given(), target).get("output"), expected, "output");
    }

    @ParameterizedTest(name = "{0} of {1} on {2}")
    @MethodSource("samples")
    void resultsOfSingleSamplesAgree(String layer, List<Shape> shapes, Target target) {
        TestNetwork net = new TestNetwork(1);
        Value output = net.layer(layer, shapes.stream().map(net::input).toArray(Value[]::new));
        TypedGraph graph = Inference.inference(net.inferenceOnly(output));
        Evaluation one = new Evaluation(1, KEY);
        Tensor expected = Interpreter.run(graph.nodes(), net.given(), one).get(graph.outputs().get("output"));
        assertClose(BlockRun.inferSingle(graph, net.given(), target).get("output"), expected, "output");
    }

    /** A layer with parameters stands before the inputs, so that their gradients are needed too. */
    @ParameterizedTest(name = "{0} of {1} on {2}")
    @MethodSource("samples")
    void gradientsAgree(String layer, List<Shape> shapes, Target target) {
        for (Loss loss : List.of(new Mse(), new CrossEntropy())) {
            TestNetwork net = new TestNetwork(BLOCK);
            Value[] inputs = shapes.stream().map(shape -> parameterised(net, shape)).toArray(Value[]::new);
            Value output = net.layer(layer, inputs);
            if (loss instanceof CrossEntropy && output.type().shape().channels() == 1) continue;
            TrainingGraph graph = Autodiff.autodiff(net.trainedBy(loss, output));
            Map<Value, Tensor> given = new HashMap<>(net.given());
            given.put(graph.target(), net.distinct(graph.target().type()));
            given.put(graph.sampleWeight(), net.weights());
            Map<Value, Tensor> block = BlockRun.firstBlock(graph, given, target);
            Evaluation evaluation = new Evaluation(block.get(graph.target()).samples(), KEY);
            Map<Value, Tensor> expected = Interpreter.run(graph.nodes(), block, evaluation);
            Map<Value, Tensor> found = BlockRun.train(graph, block, KEY, target);
            assertClose(found.get(graph.loss()), expected.get(graph.loss()), "loss");
            // What cancels to nothing, as a bias before a softmax over space does, is held against the rest.
            double largest = graph.gradients().values().stream()
                    .mapToDouble(gradient -> largest(expected.get(gradient)))
                    .max()
                    .orElseThrow();
            graph.gradients().forEach((parameter, gradient) -> {
                double own = largest(expected.get(gradient));
                boolean cancels = own < CANCELLED * largest || CANCELLING.contains(layer.split(" ")[0]);
                double scale = cancels ? largest : own;
                assertClose(found.get(parameter), expected.get(gradient), "gradient of " + parameter.name(), scale);
            });
            graph.updates().forEach((state, next) ->
                    assertClose(found.get(state), expected.get(next), "what " + state.name() + " becomes"));
        }
    }

    static Stream<Arguments> losses() {
        List<Arguments> cases = new ArrayList<>();
        for (LossKind kind : Losses.all()) {
            for (LossKind.Sample sample : kind.samples()) {
                for (Target target : Target.values()) {
                    cases.add(Arguments.of(kind.create().apply(sample.arguments()), sample.prediction(), target));
                }
            }
        }
        return cases.stream();
    }

    /** Of predictions and targets of both signs, and of classes. */
    @ParameterizedTest(name = "{0} of {1} on {2}")
    @MethodSource("losses")
    void lossesAgree(Loss loss, Shape shape, Target target) {
        TestNetwork net = new TestNetwork(BLOCK);
        TrainingGraph graph = Autodiff.autodiff(net.trainedBy(loss, parameterised(net, shape)));
        Tensor numbers = net.distinct(graph.target().type());
        int channels = shape.channels();
        int area = (int) shape.elements() / channels;
        Tensor classes = Tensor.fill(graph.target().type(), BLOCK, i -> {
            int position = i % area + i / (channels * area);
            return channels == 1 ? position % 2 : i / area % channels == position % channels ? 1 : 0;
        });
        for (Tensor targets : List.of(numbers, classes)) {
            Map<Value, Tensor> given = new HashMap<>(net.given());
            given.put(graph.target(), targets);
            given.put(graph.sampleWeight(), net.weights());
            Map<Value, Tensor> block = BlockRun.firstBlock(graph, given, target);
            Evaluation evaluation = new Evaluation(block.get(graph.target()).samples(), KEY);
            Map<Value, Tensor> expected = Interpreter.run(graph.nodes(), block, evaluation);
            Map<Value, Tensor> found = BlockRun.train(graph, block, KEY, target);
            assertClose(found.get(graph.loss()), expected.get(graph.loss()), "loss");
            graph.gradients().forEach((parameter, gradient) ->
                    assertClose(found.get(parameter), expected.get(gradient), "gradient of " + parameter.name()));
        }
    }

    private static Value parameterised(TestNetwork net, Shape shape) {
        Value input = net.input(shape);
        if (shape.rank() == 1) return net.layer("dense " + shape.channels(), input);
        return net.layer("conv " + shape.channels() + ", 1", input);
    }

    private static double largest(Tensor tensor) {
        return Arrays.stream(tensor.data()).map(Math::abs).max().orElseThrow();
    }

    static void assertClose(Tensor found, Tensor expected, String what) {
        assertClose(found, expected, what, largest(expected));
    }

    /** @param scale what errors are relative to, unless it is very small */
    private static void assertClose(Tensor found, Tensor expected, String what, double scale) {
        assertThat(found.data()).as(what).hasSameSizeAs(expected.data());
        for (int i = 0; i < found.data().length; i++) {
            double error = Math.abs(found.data()[i] - expected.data()[i]) / Math.max(1e-3, scale);
            assertThat(error)
                    .as("%s, element %d: %s, oracle %s", what, i, found.data()[i], expected.data()[i])
                    .isLessThanOrEqualTo(TOLERANCE);
        }
    }
}
