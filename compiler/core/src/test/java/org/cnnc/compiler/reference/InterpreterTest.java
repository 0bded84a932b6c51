package org.cnnc.compiler.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.cnnc.compiler.graph.TestNetwork;
import org.cnnc.compiler.op.Evaluation;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;
import org.junit.jupiter.api.Test;

class InterpreterTest {
    private final TestNetwork net = new TestNetwork();
    private final Value input = net.input(Shape.of(2));
    private final Value sum = net.layer("add", input, net.layer("relu", input));

    @Test
    void evaluatesNodesInOrder() {
        Tensor x = new Tensor(TensorType.perSample(Shape.of(2)), 1, new double[] {-1, 3});
        Map<Value, Tensor> tensors = Interpreter.run(net.nodes(), Map.of(input, x), new Evaluation(1, 0));
        assertThat(tensors.get(sum).data()).containsExactly(-1, 6);
        assertThat(tensors.get(input)).isSameAs(x);
    }

    @Test
    void namesWhatIsMissing() {
        assertThatThrownBy(() -> Interpreter.run(net.nodes(), Map.of(), new Evaluation(1, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("relu0 (relu) reads input0 (INPUT)");
    }

    @Test
    void refusesTensorsOfAnotherTypeOrNumberOfSamples() {
        Tensor wide = Tensor.zeros(TensorType.perSample(Shape.of(3)), 1);
        assertThatThrownBy(() -> Interpreter.run(net.nodes(), Map.of(input, wide), new Evaluation(1, 0)))
                .hasMessageContaining("input0");
        Tensor one = Tensor.zeros(TensorType.perSample(Shape.of(2)), 1);
        assertThatThrownBy(() -> Interpreter.run(net.nodes(), Map.of(input, one), new Evaluation(2, 0)))
                .hasMessageContaining("input0");
    }
}
