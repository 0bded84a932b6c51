package org.cnnc.tests.peers;

import static org.cnnc.tests.peers.Torch.scalar;

import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.MultiheadAttentionImpl;
import org.bytedeco.pytorch.MultiheadAttentionOptions;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.StringTensorDict;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.cnnc.compiler.op.Attention;

/** PyTorch's {@code MultiheadAttention} with the layer's tensors as its own. */
final class TorchAttention {
    private TorchAttention() {}

    /** @param x samples x C x L, which PyTorch takes as L x samples x C */
    static Tensor forward(Attention layer, Tensor x, List<Tensor> parameters) {
        MultiheadAttentionOptions options = new MultiheadAttentionOptions(x.size(1), layer.heads());
        options.bias().put(layer.bias());
        MultiheadAttentionImpl attention = new MultiheadAttentionImpl(options);
        attention.to(x.scalar_type(), false);
        attention.in_proj_weight(parameters.getFirst());
        if (layer.bias()) attention.in_proj_bias(parameters.get(1));
        passResultThrough(attention, layer.bias());
        Tensor sequence = x.permute(2, 0, 1);
        Tensor result = attention.forward(
                sequence, sequence, sequence, new Tensor(), false, layer.causal() ? mask(x) : new Tensor(), true).get0();
        Optional<Tensor> bias = layer.bias() ? Optional.of(parameters.get(3)) : Optional.empty();
        return torch.linear(result, parameters.get(layer.bias() ? 2 : 1), Torch.optional(bias)).permute(1, 2, 0);
    }

    /** Makes its own output projection, which this binding does not show, the identity. */
    private static void passResultThrough(MultiheadAttentionImpl attention, boolean bias) {
        try (NoGradGuard guard = new NoGradGuard()) {
            StringTensorDict tensors = attention.named_parameters(true);
            Tensor weight = tensors.get("out_proj.weight");
            weight.copy_(torch.eye(weight.size(0)));
            if (bias) tensors.get("out_proj.bias").zero_();
        }
    }

    /** Added to scores, it hides the positions behind each. */
    private static Tensor mask(Tensor x) {
        long length = x.size(2);
        return torch.full(new long[] {length, length}, scalar(Double.NEGATIVE_INFINITY)).triu(1).to(x.scalar_type());
    }
}
