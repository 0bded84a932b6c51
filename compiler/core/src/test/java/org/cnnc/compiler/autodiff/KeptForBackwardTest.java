package org.cnnc.compiler.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.cnnc.compiler.graph.Node;
import org.cnnc.compiler.graph.TestNetwork;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.loss.Mse;
import org.cnnc.compiler.op.DropoutMask;
import org.cnnc.compiler.op.Evaluation;
import org.cnnc.compiler.op.MaxPool;
import org.cnnc.compiler.op.Mul;
import org.cnnc.compiler.op.Op;
import org.cnnc.compiler.op.Relu;
import org.cnnc.compiler.op.ReluGradient;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.reference.Interpreter;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What spares the backward pass a large operand changes no number. */
class KeptForBackwardTest {
    private static final Evaluation EVALUATION = new Evaluation(TestNetwork.SAMPLES, 5);

    private static Value build(TestNetwork net, List<String> layers) {
        Value value = net.input(Shape.of(2, 7, 6));
        for (String layer : layers) value = net.layer(layer, value);
        return value;
    }

    static Stream<List<String>> networks() {
        return Stream.of(
                List.of("conv 3, 3x3, pad=1", "relu", "maxpool 2x2", "conv 2, 2x2", "flatten", "dense 2"),
                List.of("conv 3, 3x3", "relu", "maxpool 3x3, stride=2, pad=1", "relu", "maxpool 2x2", "flatten", "dense 2"),
                List.of("conv 3, 3x3", "batchnorm", "relu", "maxpool 3x2, stride=1", "flatten", "dense 2"),
                List.of("conv 3, 3x3", "relu", "maxpool 2x2", "dropout 0.5", "flatten", "dense 2"),
                List.of("flatten", "dense 9", "relu", "dropout 0.25", "dense 5", "relu", "dropout 0.5", "dense 2"),
                List.of("conv 3, 3x3", "dropout 0.5", "relu", "flatten", "dense 2"),
                List.of("conv 3, 3x3", "tanh", "maxpool 2x2", "dropout 0.5", "flatten", "dense 2"));
    }

    /** Small whole numbers, so that windows often have several greatest cells and many sums are 0. */
    @ParameterizedTest
    @MethodSource("networks")
    void gradientsStayAsTheyAreToTheBit(List<String> layers) {
        TestNetwork net = new TestNetwork();
        TypedGraph graph = net.trainedBy(new Mse(), build(net, layers));
        TrainingGraph before = Autodiff.trace(graph).training();
        TrainingGraph after = Autodiff.autodiff(graph);
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            Map<Value, Tensor> given = new HashMap<>();
            net.given().forEach((value, tensor) ->
                    given.put(value, Tensor.fill(tensor.type(), tensor.samples(), i -> random.nextInt(4) - 2)));
            given.put(before.target(), net.distinct(before.target().type()));
            given.put(before.sampleWeight(), net.weights());
            Map<Value, Tensor> expected = Interpreter.run(before.nodes(), given, EVALUATION);
            Map<Value, Tensor> found = Interpreter.run(after.nodes(), given, EVALUATION);
            assertThat(found.get(after.loss()).data()).isEqualTo(expected.get(before.loss()).data());
            before.gradients().forEach((parameter, gradient) ->
                    assertThat(found.get(after.gradients().get(parameter)).data())
                            .as(parameter.name())
                            .usingComparator((x, y) -> java.util.Arrays.equals(positiveZeros(x), positiveZeros(y)) ? 0 : 1)
                            .isEqualTo(expected.get(gradient).data()));
        }
    }

    private static double[] positiveZeros(double[] numbers) {
        double[] result = numbers.clone();
        for (int i = 0; i < result.length; i++) result[i] += 0.0;
        return result;
    }

    private static TrainingGraph training(String... layers) {
        TestNetwork net = new TestNetwork();
        return Autodiff.autodiff(net.trainedBy(new Mse(), build(net, List.of(layers))));
    }

    private static List<Node> nodes(TrainingGraph graph, Class<? extends Op> kind) {
        return graph.nodes().stream().filter(node -> kind.isInstance(node.op())).toList();
    }

    private static int lastReader(TrainingGraph graph, Value value) {
        int last = -1;
        for (int i = 0; i < graph.nodes().size(); i++) if (graph.nodes().get(i).inputs().contains(value)) last = i;
        return last;
    }

    @Test
    void aPooledReluIsNotKept() {
        TrainingGraph graph = training("conv 3, 3x3, pad=1", "relu", "maxpool 2x2", "flatten", "dense 2");
        Node pool = nodes(graph, MaxPool.class).getFirst();
        Value convolved = pool.inputs().getFirst();
        assertThat(lastReader(graph, convolved)).isLessThan(graph.nodes().indexOf(nodes(graph, ReluGradient.class).getFirst()));
        assertThat(nodes(graph, Relu.class).getFirst().output().type().shape()).isEqualTo(Shape.of(3, 3, 3));
        assertThat(nodes(graph, ReluGradient.class).getFirst().output().type().shape()).isEqualTo(Shape.of(3, 3, 3));
    }

    @Test
    void aReluWithAnotherReaderStays() {
        TestNetwork net = new TestNetwork();
        Value positive = net.layer("relu", net.layer("conv 3, 3x3, pad=1", net.input(Shape.of(2, 6, 6))));
        Value pooled = net.layer("flatten", net.layer("maxpool 2x2", positive));
        Value other = net.layer("flatten", net.layer("avgpool 2x2", positive));
        TrainingGraph graph = Autodiff.autodiff(net.trainedBy(new Mse(), net.layer("dense 2", net.layer("add", pooled, other))));
        assertThat(nodes(graph, Relu.class).getFirst().output().type().shape()).isEqualTo(Shape.of(3, 6, 6));
    }

    @Test
    void aMaskBehindAReluIsReadOnce() {
        TrainingGraph graph = training("flatten", "dense 9", "relu", "dropout 0.25", "dense 2");
        Value mask = nodes(graph, DropoutMask.class).getFirst().output();
        assertThat(graph.nodes().stream().filter(node -> node.inputs().contains(mask))).hasSize(1);
        assertThat(nodes(graph, Mul.class)).hasSize(1);
        assertThat(nodes(graph, ReluGradient.class)).isEmpty();
        TrainingGraph otherwise = training("flatten", "dense 9", "tanh", "dropout 0.25", "dense 2");
        assertThat(nodes(otherwise, Mul.class)).hasSize(2);
    }
}
