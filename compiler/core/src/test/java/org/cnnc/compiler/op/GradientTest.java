package org.cnnc.compiler.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cnnc.compiler.autodiff.Autodiff;
import org.cnnc.compiler.autodiff.Folding;
import org.cnnc.compiler.autodiff.Measurement;
import org.cnnc.compiler.graph.Node;
import org.cnnc.compiler.graph.TestNetwork;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.loss.CrossEntropy;
import org.cnnc.compiler.loss.LossKind;
import org.cnnc.compiler.loss.Losses;
import org.cnnc.compiler.loss.Mse;
import org.cnnc.compiler.reference.Interpreter;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every op's gradient against central finite differences of its own evaluation, in double precision. */
class GradientTest {
    private static final double STEP = 1e-5;
    private static final Evaluation EVALUATION = new Evaluation(TestNetwork.SAMPLES, 7);

    /** An op with its inputs, of which the first few have a gradient. */
    private record Case(String name, Op op, TestNetwork network, List<Value> inputs, int differentiable) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        Stream<Case> layers = Layers.all().stream()
                .flatMap(kind -> kind.samples().stream())
                .map(GradientTest::layerCase);
        Stream<Case> losses = Losses.all().stream().flatMap(kind -> kind.samples().stream().map(sample -> lossCase(kind, sample)));
        Stream<Case> statistics = Stream.of(Shape.of(3), Shape.of(2, 3), Shape.of(3, 2, 5)).flatMap(GradientTest::statistics);
        return Stream.of(layers, losses, statistics).flatMap(each -> each);
    }

    /** The variance is told the mean, and its evaluation does without. */
    private static Stream<Case> statistics(Shape shape) {
        TestNetwork network = new TestNetwork();
        Value x = network.input(shape);
        Value weight = network.sampleWeight();
        TestNetwork other = new TestNetwork();
        Value y = other.input(shape);
        Value otherWeight = other.sampleWeight();
        Value mean = other.apply(new BatchMean(), y, otherWeight);
        return Stream.of(
                new Case("mean of " + shape, new BatchMean(), network, List.of(x, weight), 1),
                new Case("variance of " + shape, new BatchVariance(), other, List.of(y, mean, otherWeight), 1));
    }

    private static Case layerCase(Sample sample) {
        TestNetwork network = new TestNetwork();
        Layer layer = SampleLayers.layer(sample.layer());
        Value[] data = sample.inputs().stream().map(network::input).toArray(Value[]::new);
        List<Value> inputs = List.of(network.withParameters(layer, data));
        return new Case(sample.layer() + " on " + sample.inputs(), layer, network, inputs, inputs.size());
    }

    /** Predictions beyond margins and turning points on either side. */
    private static Case lossCase(LossKind kind, LossKind.Sample sample) {
        TestNetwork network = new TestNetwork();
        Value x = network.input(sample.prediction());
        Tensor drawn = network.distinct(x.type());
        network.give(x, Tensor.fill(x.type(), TestNetwork.SAMPLES, i -> 3.1 * drawn.data()[i]));
        List<Value> inputs = List.of(x, network.leaf("target", x.type(), Value.Kind.TARGET));
        String name = kind + " " + sample.arguments().values() + " on " + sample.prediction();
        return new Case(name, kind.create().apply(sample.arguments()), network, inputs, 1);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithFiniteDifferences(Case c) {
        List<Value> gradients = differentiate(c);
        assertThat(gradients).hasSameSizeAs(c.inputs);
        assertThat(gradients.subList(c.differentiable, gradients.size())).allMatch(Objects::isNull);
        var tensors = Interpreter.run(c.network.nodes(), c.network.given(), EVALUATION);
        Tensor dy = c.network.given().get(outputGradient(c));
        List<Tensor> inputs = c.inputs.stream().map(tensors::get).toList();
        for (int i = 0; i < c.differentiable; i++) {
            // Without a gradient, the input must not matter.
            Tensor gradient = gradients.get(i) == null
                    ? Tensor.zeros(c.inputs.get(i).type(), TestNetwork.SAMPLES) : tensors.get(gradients.get(i));
            assertThat(gradient.type()).isEqualTo(c.inputs.get(i).type());
            for (int e = 0; e < gradient.data().length; e++) {
                double expected = difference(c.op, inputs, i, e, dy);
                assertThat(gradient.data()[e])
                        .as("input %d, element %d", i, e)
                        .isCloseTo(expected, within(1e-7 * Math.max(1, Math.abs(expected))));
            }
        }
    }

    /** Appends the op and its gradients to the network. */
    private static List<Value> differentiate(Case c) {
        Value output = c.network.apply(c.op, c.inputs.toArray(Value[]::new));
        Value dy = c.network.leaf("dy", output.type(), Value.Kind.RESULT);
        boolean[] needed = new boolean[c.inputs.size()];
        Arrays.fill(needed, true);
        return c.op.gradient(c.network, c.inputs, output, dy, needed);
    }

    private static Value outputGradient(Case c) {
        return c.network.given().keySet().stream().filter(value -> value.name().equals("dy")).findFirst().orElseThrow();
    }

    /** How much {@code sum(y * dy)} changes by one element of an input. */
    private static double difference(Op op, List<Tensor> inputs, int input, int element, Tensor dy) {
        double[] data = inputs.get(input).data();
        double at = data[element];
        data[element] = at + STEP;
        double above = dot(op.evaluate(inputs, EVALUATION), dy);
        data[element] = at - STEP;
        double below = dot(op.evaluate(inputs, EVALUATION), dy);
        data[element] = at;
        return (above - below) / (2 * STEP);
    }

    private static double dot(Tensor a, Tensor b) {
        double sum = 0;
        for (int i = 0; i < a.data().length; i++) sum += a.data()[i] * b.data()[i];
        return sum;
    }

    @Test
    void everyLayerAndEveryLossHasSamples() {
        assertThat(Layers.all()).allSatisfy(kind -> assertThat(kind.samples()).hasSizeGreaterThanOrEqualTo(3));
        assertThat(Losses.all()).allSatisfy(kind -> assertThat(kind.samples()).hasSizeGreaterThanOrEqualTo(3));
    }

    /** A layer takes a rank where one of its samples does with all spatial extents 8; the generic tests must run it there. */
    @Test
    void everyRankThatALayerTakesHasSamples() {
        for (LayerKind kind : Layers.all()) {
            Set<Integer> sampled = new TreeSet<>();
            Set<Integer> taken = new TreeSet<>();
            for (Sample sample : kind.samples()) {
                sampled.add(sample.inputs().getFirst().rank());
                for (int rank = 1; rank <= 4; rank++) if (takes(sample, rank)) taken.add(rank);
            }
            assertThat(sampled).as(kind.name()).containsAll(taken);
        }
    }

    private static boolean takes(Sample sample, int rank) {
        int[] spatial = new int[rank - 1];
        Arrays.fill(spatial, 8);
        Shape shape = Shape.of(sample.inputs().getFirst().channels(), spatial);
        try {
            SampleLayers.layer(sample.layer()).shape(Collections.nCopies(sample.inputs().size(), shape));
            return true;
        } catch (ShapeException _) {
            return false;
        }
    }

    /** An argument that no sample gives is one that nothing tests. */
    @Test
    void everyArgumentIsGivenByASample() {
        for (LayerKind kind : Layers.all()) {
            List<Arguments> all = kind.samples().stream().map(sample -> SampleLayers.arguments(sample.layer())).toList();
            for (Argument argument : kind.schema().arguments()) {
                if (argument.type() instanceof ArgumentType.InitType || argument.type() instanceof ArgumentType.ActivationType) continue;
                assertThat(all.stream().map(given -> given.values().get(argument.name())).distinct().count())
                        .as("%s %s", kind.name(), argument.name())
                        .isGreaterThan(1);
            }
        }
    }

    /** No op escapes the test above: it is a sample's, part of a sample's gradient, or part of training or measuring. */
    @Test
    void everyOpIsCovered() {
        Set<Class<?>> covered = new HashSet<>();
        cases().forEach(c -> {
            differentiate(c);
            c.network.nodes().stream().map(Node::op).map(Object::getClass).forEach(covered::add);
        });
        TestNetwork network = new TestNetwork();
        Value hidden = network.layer("batchnorm", network.layer("dropconnect", network.layer("dense 2", network.input(Shape.of(3)))));
        Autodiff.autodiff(network.trainedBy(new Mse(), network.layer("dropout", hidden))).nodes().stream()
                .map(Node::op).map(Object::getClass).forEach(covered::add);
        // Held against what it stands for by KeptForBackwardTest.
        TestNetwork dropped = new TestNetwork();
        Value positive = dropped.layer("relu", dropped.layer("dense 2", dropped.input(Shape.of(3))));
        Autodiff.autodiff(dropped.trainedBy(new Mse(), dropped.layer("dropout", positive))).nodes().stream()
                .map(Node::op).map(Object::getClass).forEach(covered::add);
        TestNetwork weighted = new TestNetwork();
        TypedGraph graph = weighted.trainedBy(
                new CrossEntropy(0, List.of(1.0, 2.0)), weighted.layer("dense 2", weighted.input(Shape.of(3))));
        Stream.concat(
                        Autodiff.autodiff(graph).nodes().stream(),
                        Measurement.measure(graph, new Mse(), TensorType.perSample(Shape.of(1))).nodes().stream())
                .map(Node::op).map(Object::getClass).forEach(covered::add);
        // Held against what they stand for by FoldingTest.
        TestNetwork folded = new TestNetwork();
        Value normal = folded.layer("batchnorm", folded.layer("dense 2", folded.input(Shape.of(3))));
        Folding.fold(folded.inferenceOnly(normal)).nodes().stream().map(Node::op).map(Object::getClass).forEach(covered::add);

        Set<String> all = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.cnnc.compiler").stream()
                .filter(c -> c.isAssignableTo(Op.class) && !c.isInterface())
                .filter(c -> !c.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(covered).extracting(Class::getName).containsExactlyInAnyOrderElementsOf(all);
    }

    /** What nobody reads is not computed. */
    @Test
    void neededDecidesWhichGradientsAreMade() {
        TestNetwork network = new TestNetwork();
        Layer conv = SampleLayers.layer("conv 2, 3x3");
        Value[] inputs = network.withParameters(conv, network.input(Shape.of(1, 5, 5)));
        Value output = network.apply(conv, inputs);
        Value dy = network.leaf("dy", output.type(), Value.Kind.RESULT);
        List<Value> gradients =
                conv.gradient(network, List.of(inputs), output, dy, new boolean[] {false, true, false});
        assertThat(gradients.get(0)).isNull();
        assertThat(gradients.get(1)).isNotNull();
        assertThat(gradients.get(2)).isNull();
        assertThat(network.nodes()).extracting(node -> node.op().name()).containsExactly("conv", "conv_weight_gradient");
    }
}
