package org.cnnc.compiler.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cnnc.compiler.codegen.BlockRun;
import org.cnnc.compiler.graph.TestNetwork;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.loss.BinaryCrossEntropy;
import org.cnnc.compiler.loss.CrossEntropy;
import org.cnnc.compiler.loss.Hinge;
import org.cnnc.compiler.loss.Loss;
import org.cnnc.compiler.loss.LossKind;
import org.cnnc.compiler.loss.Losses;
import org.cnnc.compiler.loss.Mse;
import org.cnnc.compiler.op.Evaluation;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.reference.Interpreter;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.runtime.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What measures a network outside of training is what it is trained by. */
class MeasurementTest {
    private static final int BLOCK = 16;
    private static final Evaluation EVALUATION = new Evaluation(BLOCK, 3);

    static Stream<Arguments> losses() {
        List<Arguments> cases = new ArrayList<>();
        for (LossKind kind : Losses.all()) {
            for (LossKind.Sample sample : kind.samples()) {
                cases.add(Arguments.of(kind.create().apply(sample.arguments()), sample.prediction()));
            }
        }
        return cases.stream();
    }

    private static Value network(TestNetwork net, Shape shape) {
        Value input = net.input(shape);
        Value hidden = net.layer(shape.rank() == 1 ? "dense " + shape.channels() : "conv " + shape.channels() + ", 1", input);
        return net.layer("tanh", hidden);
    }

    /** The loss of a batch, and of the same samples as a data set: the sum of their losses over that of their weights. */
    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("losses")
    void theMeasureIsTheTrainingLoss(Loss loss, Shape shape) {
        TestNetwork net = new TestNetwork(BLOCK);
        TypedGraph graph = net.trainedBy(loss, network(net, shape));
        TrainingGraph training = Autodiff.autodiff(graph);
        Tensor target = classes(training.target());
        Map<Value, Tensor> given = new HashMap<>(net.given());
        given.put(training.target(), target);
        given.put(training.sampleWeight(), Tensor.fill(training.sampleWeight().type(), BLOCK, n -> 1.0 / BLOCK));
        Tensor trained = Interpreter.run(training.nodes(), given, EVALUATION).get(training.loss());
        double expected = 0;
        for (double each : trained.data()) expected += each / BLOCK;

        TypedGraph evaluation = Measurement.evaluation(graph, loss);
        Value prediction = evaluation.outputs().get("output");
        Tensor predicted = Interpreter.run(evaluation.nodes(), net.given(), EVALUATION).get(prediction);
        TypedGraph measure = Measurement.measure(graph, loss, prediction.type());
        Map<Value, Tensor> held = Map.of(measure.inputs().get(0), predicted, measure.inputs().get(1), target);
        Map<Value, Tensor> found = Interpreter.run(measure.nodes(), held, EVALUATION);
        assertThat(sum(found.get(measure.outputs().get("loss"))) / sum(found.get(measure.outputs().get("weight"))))
                .isCloseTo(expected, within(1e-12));
        for (Target compiledFor : Target.values()) {
            Map<String, Tensor> compiled = BlockRun.infer(measure, held, compiledFor);
            assertThat(sum(compiled.get("loss")) / sum(compiled.get("weight"))).isCloseTo(expected, within(1e-5));
            assertThat(compiled.get("scores").data()).hasSameSizeAs(predicted.data());
        }
    }

    private static double sum(Tensor tensor) {
        double sum = 0;
        for (double each : tensor.data()) sum += each;
        return sum;
    }

    /** One-hot classes that change from sample to sample and from position to position; 0 and 1 of one channel. */
    private static Tensor classes(Value target) {
        Shape shape = target.type().shape();
        int area = (int) shape.elements() / shape.channels();
        return Tensor.fill(target.type(), BLOCK, i -> {
            int position = i % area + i / (shape.channels() * area);
            return shape.channels() == 1 ? position % 2 : i / area % shape.channels() == position % shape.channels() ? 1 : 0;
        });
    }

    @Test
    void aLayerThatTheLossTakesInIsNotMeasuredTwice() {
        assertThat(lastOp(new CrossEntropy(), "softmax")).isEqualTo("dense");
        assertThat(lastOp(new CrossEntropy(), "sigmoid")).isEqualTo("sigmoid");
        assertThat(lastOp(new BinaryCrossEntropy(), "sigmoid")).isEqualTo("dense");
        assertThat(lastOp(new BinaryCrossEntropy(), "softmax")).isEqualTo("softmax");
        assertThat(lastOp(new Mse(), "softmax")).isEqualTo("softmax");
    }

    private static String lastOp(Loss loss, String end) {
        TestNetwork net = new TestNetwork();
        Value dropped = net.layer("dropout", net.layer("dense 3", net.input(Shape.of(2))));
        return Measurement.evaluation(net.trainedBy(loss, net.layer(end, dropped)), loss).nodes().getLast().op().name();
    }

    /** PyTorch's CrossEntropyLoss(weight=[1, 3], label_smoothing=0.2), by its formula: the mean weight is 2. */
    @Test
    void classWeightsWeighTheMean() {
        double ln3 = Math.log(3);
        CrossEntropy loss = new CrossEntropy(0.2, List.of(1.0, 3.0));
        TestNetwork net = new TestNetwork();
        TypedGraph measure = Measurement.measure(net.trainedBy(loss, network(net, Shape.of(2))), loss,
                net.input(Shape.of(2)).type());
        Value x = measure.inputs().get(0);
        Value t = measure.inputs().get(1);
        Map<Value, Tensor> found = Interpreter.run(
                measure.nodes(),
                Map.of(x, new Tensor(x.type(), 2, new double[] {0, ln3, 0, 0}), t, new Tensor(t.type(), 2, new double[] {1, 0, 0, 1})),
                new Evaluation(2, 0));
        // -log p is ln 4 and ln 4/3 for the first sample, ln 2 twice for the second.
        double first = 0.9 * Math.log(4) + 0.1 * 3 * Math.log(4.0 / 3);
        double second = 0.1 * Math.log(2) + 0.9 * 3 * Math.log(2);
        assertThat(found.get(measure.outputs().get("loss")).data()).containsExactly(new double[] {first, second}, within(1e-12));
        assertThat(found.get(measure.outputs().get("weight")).data()).containsExactly(1, 3);
    }

    @Test
    void oneOutputIsPartedWhereTheLossPartsIt() {
        assertThat(score(new Mse())).isEqualTo(0.25 - 0.5);
        assertThat(score(new BinaryCrossEntropy())).isEqualTo(0.25);
        assertThat(score(new Hinge())).isEqualTo(0.25);
    }

    private static double score(Loss loss) {
        TestNetwork net = new TestNetwork();
        TypedGraph measure = Measurement.measure(net.trainedBy(loss, network(net, Shape.of(1))), loss, net.input(Shape.of(1)).type());
        Value x = measure.inputs().get(0);
        Value t = measure.inputs().get(1);
        Map<Value, Tensor> found = Interpreter.run(
                measure.nodes(),
                Map.of(x, new Tensor(x.type(), 1, new double[] {0.25}), t, new Tensor(t.type(), 1, new double[] {1})),
                new Evaluation(1, 0));
        return found.get(measure.outputs().get("scores")).data()[0];
    }
}
