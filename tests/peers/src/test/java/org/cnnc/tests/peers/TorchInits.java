package org.cnnc.tests.peers;

import static org.cnnc.tests.peers.Torch.scalar;

import org.bytedeco.pytorch.FanModeType;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Nonlinearity;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.kFanIn;
import org.bytedeco.pytorch.kFanOut;
import org.bytedeco.pytorch.kLeakyReLU;
import org.bytedeco.pytorch.kLinear;
import org.bytedeco.pytorch.kReLU;
import org.bytedeco.pytorch.kSigmoid;
import org.bytedeco.pytorch.kTanh;

/** Each initialiser of the language by PyTorch's {@code torch::nn::init}. */
final class TorchInits {
    /** The standard normal distribution at 2, times 2 and without 1, as PyTorch's {@code trunc_normal_} in Python takes it. */
    private static final double WITHIN_TWO_DEVIATIONS = 0.9544997361036416;

    private TorchInits() {}

    /**
     * Fills a tensor in place.
     *
     * @throws AssertionError where an initialiser has no counterpart here
     */
    static void fill(String initialiser, InitCase init, Tensor weight) {
        switch (initialiser) {
            case "zeros" -> weight.zero_();
            case "ones" -> weight.fill_(scalar(1));
            case "constant" -> weight.fill_(scalar(init.spread()));
            case "normal" -> torch.normal_(weight, 0, init.spread());
            case "uniform" -> torch.uniform_(weight, -init.spread(), init.spread());
            case "xavier_normal" -> torch.xavier_normal_(weight, gain(init));
            case "xavier_uniform" -> torch.xavier_uniform_(weight, gain(init));
            case "lecun_normal" -> torch.kaiming_normal_(weight, 0, fan("in"), new Nonlinearity(new kLinear()));
            case "lecun_uniform" -> torch.kaiming_uniform_(weight, 0, fan("in"), new Nonlinearity(new kLinear()));
            case "he_normal" -> {
                if (init.fan().equals("avg")) torch.xavier_normal_(weight, gain(init));
                else if (init.gain() == 0) torch.kaiming_normal_(weight, slope(init), fan(init.fan()), nonlinearity(init));
                else torch.kaiming_normal_(weight, 0, fan(init.fan()), new Nonlinearity(new kLinear())).mul_(scalar(init.gain()));
            }
            case "he_uniform" -> {
                if (init.fan().equals("avg")) torch.xavier_uniform_(weight, gain(init));
                else if (init.gain() == 0) torch.kaiming_uniform_(weight, slope(init), fan(init.fan()), nonlinearity(init));
                else torch.kaiming_uniform_(weight, 0, fan(init.fan()), new Nonlinearity(new kLinear())).mul_(scalar(init.gain()));
            }
            case "orthogonal" -> torch.orthogonal_(weight, gain(init));
            case "truncated_normal" -> weight
                    .uniform_(-WITHIN_TWO_DEVIATIONS, WITHIN_TWO_DEVIATIONS, new GeneratorOptional())
                    .erfinv_()
                    .mul_(scalar(init.spread() * Math.sqrt(2)));
            default -> throw new AssertionError("no counterpart in PyTorch is named for " + initialiser);
        }
    }

    private static double gain(InitCase init) {
        return init.gain() > 0 ? init.gain() : torch.calculate_gain(nonlinearity(init), slope(init));
    }

    private static double slope(InitCase init) {
        return init.activation().startsWith("leaky_relu") ? Double.parseDouble(init.activation().split(" ")[1]) : 0;
    }

    private static FanModeType fan(String fan) {
        return fan.equals("in") ? new FanModeType(new kFanIn()) : new FanModeType(new kFanOut());
    }

    private static Nonlinearity nonlinearity(InitCase init) {
        return switch (init.activation().split(" ")[0]) {
            case "relu" -> new Nonlinearity(new kReLU());
            case "leaky_relu" -> new Nonlinearity(new kLeakyReLU());
            case "tanh" -> new Nonlinearity(new kTanh());
            case "sigmoid" -> new Nonlinearity(new kSigmoid());
            default -> new Nonlinearity(new kLinear());
        };
    }
}
