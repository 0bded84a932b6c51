package org.cnnc.tests.peers;

import static org.cnnc.tests.peers.Torch.scalar;

import java.util.List;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.AdagradOptions;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.RMSpropOptions;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.cnnc.compiler.optimizer.Adagrad;
import org.cnnc.compiler.optimizer.Adam;
import org.cnnc.compiler.optimizer.AdamW;
import org.cnnc.compiler.optimizer.Clipped;
import org.cnnc.compiler.optimizer.NAdam;
import org.cnnc.compiler.optimizer.Optimizer;
import org.cnnc.compiler.optimizer.Regularized;
import org.cnnc.compiler.optimizer.RmsProp;
import org.cnnc.compiler.optimizer.Sgd;

/** Each optimizer of the language by PyTorch's own. */
interface TorchOptimizers {
    /** Moves the parameters by the gradients that they have, at a learning rate. */
    void step(double rate);

    /** @throws AssertionError where an optimizer has no counterpart here */
    static TorchOptimizers of(Optimizer optimizer, List<Tensor> parameters) {
        TensorVector vector = new TensorVector(parameters.toArray(Tensor[]::new));
        return switch (optimizer) {
            case Sgd(double lr, double momentum, boolean nesterov, double weightDecay) -> {
                SGDOptions options = new SGDOptions(lr);
                options.momentum().put(momentum);
                options.nesterov().put(nesterov);
                options.weight_decay().put(weightDecay);
                yield stepping(new SGD(vector, options));
            }
            case Adagrad(double lr, double lrDecay, double eps, double initial, double weightDecay) -> {
                AdagradOptions options = new AdagradOptions(lr);
                options.lr_decay().put(lrDecay);
                options.eps().put(eps);
                options.initial_accumulator_value().put(initial);
                options.weight_decay().put(weightDecay);
                yield stepping(new org.bytedeco.pytorch.Adagrad(vector, options));
            }
            case RmsProp(double lr, double decay, double momentum, double eps, double weightDecay) -> {
                RMSpropOptions options = new RMSpropOptions(lr);
                options.alpha().put(decay);
                options.momentum().put(momentum);
                options.eps().put(eps);
                options.weight_decay().put(weightDecay);
                yield stepping(new org.bytedeco.pytorch.RMSprop(vector, options));
            }
            case Adam(double lr, double beta1, double beta2, double eps, double weightDecay) -> {
                AdamOptions options = new AdamOptions(lr);
                betas(options.betas(), beta1, beta2);
                options.eps().put(eps);
                options.weight_decay().put(weightDecay);
                yield stepping(new org.bytedeco.pytorch.Adam(vector, options));
            }
            case AdamW(double lr, double beta1, double beta2, double eps, double weightDecay) -> {
                AdamWOptions options = new AdamWOptions(lr);
                betas(options.betas(), beta1, beta2);
                options.eps().put(eps);
                options.weight_decay().put(weightDecay);
                yield stepping(new org.bytedeco.pytorch.AdamW(vector, options));
            }
            case NAdam settings -> new TorchNAdam(settings, parameters);
            case Regularized(Optimizer inner, double l1, double l2) -> {
                TorchOptimizers steps = of(inner, parameters);
                yield rate -> {
                    parameters.forEach(parameter -> addPenalties(parameter, l1, l2));
                    steps.step(rate);
                };
            }
            case Clipped(Optimizer inner, double norm) -> {
                TorchOptimizers steps = of(inner, parameters);
                yield rate -> {
                    torch.clip_grad_norm_(vector, norm);
                    steps.step(rate);
                };
            }
            default -> throw new AssertionError("no counterpart in PyTorch is named for " + optimizer);
        };
    }

    /** The gradient of {@code l1 sum |p| + l2 / 2 sum p^2}. */
    private static void addPenalties(Tensor parameter, double l1, double l2) {
        try (NoGradGuard guard = new NoGradGuard()) {
            parameter.grad().add_(parameter.sign().mul(scalar(l1))).add_(parameter.mul(scalar(l2)));
        }
    }

    private static TorchOptimizers stepping(org.bytedeco.pytorch.Optimizer optimizer) {
        return rate -> {
            TorchSchedules.set(optimizer, rate);
            optimizer.step();
        };
    }

    /** Sets a tuple whose elements lie as the C++ library has them, which the defaults of 0.9 and 0.999 tell. */
    private static void betas(DoublePointer tuple, double beta1, double beta2) {
        int first = tuple.get(0) < tuple.get(1) ? 0 : 1;
        tuple.put(first, beta1);
        tuple.put(1 - first, beta2);
    }

    /** PyTorch's {@code torch.optim.NAdam}, which its C++ library lacks, operation by operation. */
    final class TorchNAdam implements TorchOptimizers {
        private final NAdam settings;
        private final List<Tensor> parameters;
        private final List<Tensor> means;
        private final List<Tensor> squares;
        private double product = 1;
        private int step;

        TorchNAdam(NAdam settings, List<Tensor> parameters) {
            this.settings = settings;
            this.parameters = parameters;
            means = parameters.stream().map(torch::zeros_like).toList();
            squares = parameters.stream().map(torch::zeros_like).toList();
        }

        @Override
        public void step(double rate) {
            step++;
            double mu = momentum(step);
            double next = momentum(step + 1);
            product *= mu;
            try (NoGradGuard guard = new NoGradGuard()) {
                for (int p = 0; p < parameters.size(); p++) {
                    Tensor parameter = parameters.get(p);
                    Tensor gradient = parameter.grad().add(parameter.mul(scalar(settings.weightDecay())));
                    means.get(p).lerp_(gradient, scalar(1 - settings.beta1()));
                    squares.get(p).mul_(scalar(settings.beta2())).addcmul_(gradient, gradient, scalar(1 - settings.beta2()));
                    Tensor divisor = squares.get(p)
                            .div(scalar(1 - Math.pow(settings.beta2(), step)))
                            .sqrt()
                            .add_(scalar(settings.eps()));
                    parameter.addcdiv_(gradient, divisor, scalar(-rate * (1 - mu) / (1 - product)));
                    parameter.addcdiv_(means.get(p), divisor, scalar(-rate * next / (1 - product * next)));
                }
            }
        }

        private double momentum(int step) {
            return settings.beta1() * (1 - 0.5 * Math.pow(0.96, step * settings.momentumDecay()));
        }
    }
}
