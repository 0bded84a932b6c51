package org.cnnc.compiler.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.cnnc.compiler.graph.TestNetwork;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.tensor.Shape;
import org.junit.jupiter.api.Test;

class InferenceTest {
    @Test
    void readersOfADropoutReadItsInput() {
        TestNetwork net = new TestNetwork();
        Value hidden = net.layer("dense 3", net.input(Shape.of(2)));
        Value last = net.layer("dense 4", net.layer("dropout", net.layer("dropout", hidden)));
        TypedGraph graph = Inference.inference(net.inferenceOnly(net.layer("dropout", last)));
        assertThat(graph.nodes()).extracting(node -> node.op().name()).containsExactly("dense", "dense");
        assertThat(graph.nodes().getLast().inputs().getFirst()).isEqualTo(hidden);
        assertThat(graph.outputs()).isEqualTo(Map.of("output", last));
    }
}
