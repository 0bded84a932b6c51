package org.cnnc.tests.peers;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.cnnc.runtime.Parameter;
import org.cnnc.tests.differential.Example;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The waves of {@code positional} beside those of PyTorch's tutorial on transformers, for even numbers of channels. */
class PositionalTest {
    @ParameterizedTest
    @CsvSource({"2, 1", "4, 7", "16, 33", "64, 100"})
    void wavesAgree(int channels, int length) {
        String text = "model M {\n    input sequence: " + channels + " x " + length + "\n    positional\n}\n";
        Parameter encoding = new Example(text, 1, 0).graph().orElseThrow().parameters().getFirst();
        float[] found = new float[encoding.size()];
        encoding.initializer().fill(found, 0, encoding.shape(), 1);
        try (PointerScope scope = new PointerScope()) {
            Tensor position = torch.arange(Torch.scalar(length)).to(ScalarType.Double).unsqueeze(1);
            Tensor factors = torch.arange(Torch.scalar(channels / 2)).to(ScalarType.Double)
                    .mul(Torch.scalar(-2 * Math.log(10_000) / channels)).exp();
            Tensor angles = position.mul(factors);
            double[] expected = Torch.values(torch.stack(pair(angles.sin(), angles.cos()), 2).reshape(length, channels));
            for (int i = 0; i < found.length; i++) {
                assertThat(Math.abs(found[i] - expected[i])).as("element " + i).isLessThan(1e-6);
            }
        }
    }

    private static TensorVector pair(Tensor first, Tensor second) {
        return new TensorVector(first, second);
    }
}
