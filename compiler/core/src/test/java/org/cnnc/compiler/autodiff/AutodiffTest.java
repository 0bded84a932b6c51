package org.cnnc.compiler.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cnnc.compiler.graph.Node;
import org.cnnc.compiler.graph.TestNetwork;
import org.cnnc.compiler.loss.CrossEntropy;
import org.cnnc.compiler.loss.Loss;
import org.cnnc.compiler.loss.Mse;
import org.cnnc.compiler.op.BatchNorm;
import org.cnnc.compiler.op.Evaluation;
import org.cnnc.compiler.op.Sample;
import org.cnnc.compiler.op.Softmax;
import org.cnnc.compiler.op.MaskedWeight;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.reference.Interpreter;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AutodiffTest {
    private static final double STEP = 1e-6;
    private static final Evaluation EVALUATION = new Evaluation(TestNetwork.SAMPLES, 5);

    /** A residual block whose input goes three ways, pooling, dropout, and a softmax at the end. */
    private static Value branching(TestNetwork net) {
        Value stem = net.layer("conv 3, 3x3, pad=1", net.input(Shape.of(2, 6, 5)));
        Value main = net.layer("tanh", net.layer("batchnorm", net.layer("conv 3, 3x3, pad=1, bias=false", stem)));
        Value side = net.layer("sigmoid", net.layer("conv 3, 1x1", stem));
        Value joined = net.layer("relu", net.layer("add", main, side, stem));
        Value pooled = net.layer("avgpool 2x2, stride=1", net.layer("maxpool 2x2", joined));
        Value dropped = net.layer("dropout 0.3", net.layer("flatten", pooled));
        return net.layer("softmax", net.layer("dense 4", dropped));
    }

    static List<Loss> losses() {
        return List.of(new CrossEntropy(), new Mse());
    }

    @ParameterizedTest
    @MethodSource("losses")
    void gradientsOfABranchingNetworkAgreeWithFiniteDifferences(Loss loss) {
        TestNetwork net = new TestNetwork();
        TrainingGraph training = Autodiff.autodiff(net.trainedBy(loss, branching(net)));
        agreesWithFiniteDifferences(training, given(net, training), EVALUATION);
    }

    /** Every sample moves the mean and the variance that all others are normalised by. */
    @ParameterizedTest
    @MethodSource("batchNorms")
    void gradientsGoThroughTheStatisticsOfTheBatch(Sample sample) {
        TestNetwork net = new TestNetwork(5);
        Shape shape = sample.inputs().getFirst();
        String before = shape.rank() == 1 ? "dense " + shape.channels() : "conv " + shape.channels() + ", 1";
        Value normal = net.layer(sample.layer(), net.layer(before, net.input(shape)));
        TrainingGraph training = Autodiff.autodiff(net.trainedBy(new Mse(), net.layer("tanh", normal)));
        agreesWithFiniteDifferences(training, given(net, training), new Evaluation(5, 5));
    }

    static List<Sample> batchNorms() {
        return BatchNorm.KIND.samples();
    }

    private static void agreesWithFiniteDifferences(
            TrainingGraph training, Map<Value, Tensor> given, Evaluation evaluation) {
        Map<Value, Tensor> tensors = Interpreter.run(training.nodes(), given, evaluation);
        List<Value> trained = training.parameterValues().stream()
                .filter(value -> value.kind() == Value.Kind.PARAMETER).toList();
        assertThat(training.gradients().keySet()).containsExactlyElementsOf(trained);
        for (Value parameter : trained) {
            Tensor gradient = tensors.get(training.gradients().get(parameter));
            assertThat(gradient.type()).isEqualTo(parameter.type());
            double[] data = given.get(parameter).data();
            for (int i = 0; i < data.length; i++) {
                double at = data[i];
                data[i] = at + STEP;
                double above = weightedLoss(training, given, evaluation);
                data[i] = at - STEP;
                double below = weightedLoss(training, given, evaluation);
                data[i] = at;
                assertThat(gradient.data()[i])
                        .as("%s, element %d", parameter.name(), i)
                        .isCloseTo((above - below) / (2 * STEP), within(1e-7));
            }
        }
    }

    private static Map<Value, Tensor> given(TestNetwork net, TrainingGraph training) {
        Map<Value, Tensor> given = new HashMap<>(net.given());
        given.put(training.target(), net.distinct(training.target().type()));
        given.put(training.sampleWeight(), net.weights());
        return given;
    }

    private static double weightedLoss(TrainingGraph training, Map<Value, Tensor> given, Evaluation evaluation) {
        Map<Value, Tensor> tensors = Interpreter.run(training.nodes(), given, evaluation);
        double sum = 0;
        for (int n = 0; n < evaluation.samples(); n++) {
            sum += tensors.get(training.loss()).get(n) * tensors.get(training.sampleWeight()).get(n);
        }
        return sum;
    }

    @Test
    void crossEntropyTakesTheLogitsBeforeAFinalSoftmax() {
        TestNetwork net = new TestNetwork();
        Value logits = net.layer("dense 3", net.input(Shape.of(2)));
        TrainingGraph training = Autodiff.autodiff(net.trainedBy(new CrossEntropy(), net.layer("softmax", logits)));
        assertThat(training.nodes()).noneMatch(node -> node.op() instanceof Softmax);
        assertThat(training.outputs()).containsExactly(Map.entry("output", logits));
        assertThat(training.target().type()).isEqualTo(logits.type());
    }

    /** Without a softmax at the end the outputs are logits already; another loss takes the probabilities. */
    @Test
    void nothingElseIsPeeled() {
        TestNetwork bare = new TestNetwork();
        Value logits = bare.layer("dense 3", bare.input(Shape.of(2)));
        assertThat(lossInput(Autodiff.autodiff(bare.trainedBy(new CrossEntropy(), logits)))).isEqualTo(logits);
        TestNetwork squared = new TestNetwork();
        Value probabilities = squared.layer("softmax", squared.layer("dense 3", squared.input(Shape.of(2))));
        assertThat(lossInput(Autodiff.autodiff(squared.trainedBy(new Mse(), probabilities)))).isEqualTo(probabilities);
    }

    private static Value lossInput(TrainingGraph training) {
        return training.nodes().stream()
                .filter(node -> node.op() instanceof Loss)
                .map(node -> node.inputs().getFirst())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void onlyWhatLeadsToAParameterIsComputed() {
        TestNetwork net = new TestNetwork();
        Value first = net.layer("conv 2, 3", net.layer("relu", net.input(Shape.of(1, 9))));
        Value second = net.layer("conv 2, 3", first);
        net.layer("tanh", first);
        TrainingGraph training = Autodiff.autodiff(net.trainedBy(new Mse(), second));
        assertThat(training.nodes()).extracting(node -> node.op().name()).containsExactly(
                "relu", "conv", "conv", "mse", "mse_gradient",
                "conv_input_gradient", "conv_weight_gradient", "bias_gradient",
                "conv_weight_gradient", "bias_gradient");
    }

    @Test
    void backwardNodesAreNamedAfterTheirLayer() {
        TestNetwork net = new TestNetwork();
        TrainingGraph training =
                Autodiff.autodiff(net.trainedBy(new Mse(), net.layer("dense 3", net.input(Shape.of(2)))));
        Node dense = training.nodes().getFirst();
        Node gradient = training.nodes().stream()
                .filter(node -> node.op().name().equals("dense_weight_gradient")).findFirst().orElseThrow();
        assertThat(gradient.path()).isEqualTo(dense.path());
        assertThat(gradient.line()).isEqualTo(dense.line());
        assertThat(gradient.output().name()).isEqualTo(dense.path() + ".dense_weight_gradient");
    }

    @Test
    void everyNodeFollowsWhatItReadsAndEveryValueIsItsOwn() {
        TestNetwork net = new TestNetwork();
        TrainingGraph training = Autodiff.autodiff(net.trainedBy(new CrossEntropy(), branching(net)));
        Set<Value> known = new HashSet<>(training.inputs());
        known.addAll(training.parameterValues());
        assertThat(known.add(training.target())).isTrue();
        assertThat(known.add(training.sampleWeight())).isTrue();
        for (Node node : training.nodes()) {
            assertThat(known).as(node.path()).containsAll(node.inputs());
            assertThat(known.add(node.output())).as(node.path()).isTrue();
        }
    }

    /** Each dropout draws from a stream of its own. */
    @Test
    void dropoutsBecomeMasks() {
        TestNetwork net = new TestNetwork();
        Value one = net.layer("dropout", net.layer("dense 3", net.input(Shape.of(2))));
        TrainingGraph training =
                Autodiff.autodiff(net.trainedBy(new Mse(), net.layer("dropout 0.1", net.layer("dense 3", one))));
        assertThat(training.nodes()).extracting(node -> node.op().toString())
                .contains("DropoutMask[p=0.5, stream=0]", "DropoutMask[p=0.1, stream=1]")
                .noneMatch(op -> op.startsWith("Dropout["));
    }

    /** Through activations, its weight and not its bias; dropouts draw from other streams. */
    @Test
    void theLayerBeforeADropconnectReadsAMaskedWeight() {
        TestNetwork net = new TestNetwork();
        Value hidden = net.layer("dropconnect 0.25", net.layer("relu", net.layer("dense 3", net.input(Shape.of(2)))));
        Value dropped = net.layer("dropout 0.5", net.layer("dense 4", hidden));
        TrainingGraph training = Autodiff.autodiff(net.trainedBy(new Mse(), dropped));
        assertThat(training.nodes()).extracting(node -> node.op().toString())
                .contains("DropoutMask[p=0.5, stream=1]")
                .noneMatch(op -> op.startsWith("DropConnect"))
                .filteredOn(op -> op.equals("MaskedWeight[p=0.25, stream=0]")).hasSize(2);
        Node masked = training.nodes().stream().filter(node -> node.op() instanceof MaskedWeight).findFirst().orElseThrow();
        assertThat(masked.inputs()).containsExactly(training.parameterValues().getFirst());
        assertThat(training.nodes().stream().filter(node -> node.inputs().contains(masked.output())))
                .singleElement().satisfies(node -> assertThat(node.inputs().get(1)).isEqualTo(masked.output()));
    }

    @Test
    void aSampleOfWeightZeroDoesNotCount() {
        TestNetwork net = new TestNetwork();
        TrainingGraph training = Autodiff.autodiff(net.trainedBy(new CrossEntropy(), branching(net)));
        Map<Value, Tensor> given = given(net, training);
        given.get(training.sampleWeight()).data()[1] = 0;
        Map<Value, Tensor> before = Interpreter.run(training.nodes(), given, EVALUATION);
        double[] image = given.get(training.inputs().getFirst()).data();
        for (int i = image.length / 2; i < image.length; i++) image[i] *= -3;
        Map<Value, Tensor> after = Interpreter.run(training.nodes(), given, EVALUATION);
        for (Value gradient : training.gradients().values()) {
            assertThat(after.get(gradient).data()).containsExactly(before.get(gradient).data(), within(1e-15));
        }
    }

    @Test
    void whatCannotBeTrainedIsRefused() {
        TestNetwork net = new TestNetwork();
        Value out = net.layer("dense 3", net.input(Shape.of(2)));
        assertThatThrownBy(() -> Autodiff.autodiff(net.inferenceOnly(out))).hasMessageContaining("train Test");
        TestNetwork fixed = new TestNetwork();
        Value activated = fixed.layer("relu", fixed.input(Shape.of(2)));
        assertThatThrownBy(() -> Autodiff.autodiff(fixed.trainedBy(new Mse(), activated)))
                .hasMessageContaining("nothing to train");
        TestNetwork apart = new TestNetwork();
        apart.layer("dense 3", apart.input(Shape.of(2)));
        Value other = apart.layer("relu", apart.input(Shape.of(2)));
        assertThatThrownBy(() -> Autodiff.autodiff(apart.trainedBy(new Mse(), other)))
                .hasMessageContaining("no parameter of model Test reaches its loss");
    }
}
