package org.cnnc.compiler.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.cnnc.compiler.graph.TestNetwork;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.op.Evaluation;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.reference.Interpreter;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldingTest {
    private static final Evaluation EVALUATION = new Evaluation(TestNetwork.SAMPLES, 0);

    private static Folding.Folded fold(TestNetwork net, Value output) {
        return Folding.fold(Inference.inference(net.inferenceOnly(output)));
    }

    /** The network's result by the prepared parameters. */
    private static Tensor result(Folding.Folded folded, TestNetwork net) {
        Map<Value, Tensor> given = new HashMap<>(net.given());
        Map<Value, Tensor> prepared = Interpreter.run(folded.nodes(), given, EVALUATION);
        folded.prepared().forEach((parameter, becomes) -> given.put(parameter, prepared.get(becomes)));
        TypedGraph graph = folded.graph();
        return Interpreter.run(graph.nodes(), given, EVALUATION).get(graph.outputs().get("output"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "conv 5, 3x2, stride=2, groups=1           | batchnorm",
        "conv 6, 3x2, groups=3, bias=false         | batchnorm eps=0.1",
        "conv 5, 3x3, pad=1, pad_mode=reflect      | batchnorm affine=false",
        "depthwise 2x2, multiplier=2               | batchnorm",
        "conv_transpose 4, 3x2, stride=2           | batchnorm",
        "conv_transpose 6, 3x2, groups=3, bias=false | batchnorm",
        "conv_transpose 3, 2x2, groups=3           | batchnorm affine=false",
    })
    void theResultIsTheSame(String layer, String norm) {
        TestNetwork net = new TestNetwork();
        Value before = net.layer(layer, net.input(Shape.of(3, 6, 5)));
        Value output = net.layer("relu", net.layer(norm, before));
        Folding.Folded folded = fold(net, output);
        assertThat(folded.graph().nodes()).extracting(node -> node.op().name())
                .containsExactly(layer.split(" ")[0], "relu");
        Tensor expected = Interpreter.run(net.nodes(), net.given(), EVALUATION).get(output);
        assertThat(result(folded, net).data()).containsExactly(expected.data(), within(1e-12));
    }

    @Test
    void denseLayersFoldToo() {
        TestNetwork net = new TestNetwork();
        Value output = net.layer("batchnorm", net.layer("dense 4", net.input(Shape.of(3))));
        Folding.Folded folded = fold(net, output);
        assertThat(folded.graph().nodes()).hasSize(1);
        assertThat(folded.folded()).hasSize(1);
        Tensor expected = Interpreter.run(net.nodes(), net.given(), EVALUATION).get(output);
        assertThat(result(folded, net).data()).containsExactly(expected.data(), within(1e-12));
    }

    /** An activation stands between, another layer reads the sums too, or they are an output. */
    @Test
    void whatOthersSeeStays() {
        TestNetwork between = new TestNetwork();
        Value activated = between.layer("relu", between.layer("conv 2, 1", between.input(Shape.of(3, 4))));
        assertThat(fold(between, between.layer("batchnorm", activated)).prepared()).isEmpty();
        TestNetwork twice = new TestNetwork();
        Value sums = twice.layer("conv 2, 1", twice.input(Shape.of(3, 4)));
        assertThat(fold(twice, twice.layer("add", sums, twice.layer("batchnorm", sums))).prepared()).isEmpty();
        TestNetwork shown = new TestNetwork();
        Value output = shown.layer("conv 2, 1", shown.input(Shape.of(3, 4)));
        shown.layer("batchnorm", output);
        assertThat(fold(shown, output).prepared()).isEmpty();
        TestNetwork first = new TestNetwork();
        assertThat(fold(first, first.layer("batchnorm", first.input(Shape.of(3, 4)))).prepared()).isEmpty();
    }
}
