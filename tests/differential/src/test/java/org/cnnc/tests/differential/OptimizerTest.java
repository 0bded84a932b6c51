package org.cnnc.tests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.cnnc.compiler.link.CompiledModel;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.Parameter;
import org.cnnc.runtime.Target;
import org.cnnc.runtime.Trainer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Many steps of each optimizer against the textbook's loop in double precision, on a model whose gradient can be written
 * down: y = w x + b by the mean squared error, with new targets in each step.
 */
class OptimizerTest {
    private static final int STEPS = 300;
    private static final int UNITS = 37;
    private static final int SAMPLES = 21;

    /** Steps end within this of the oracle's, relative to the largest parameter: rounding of each goes into the next. */
    private static final double BOUND = 1e-5;

    /** Of the size that gradients have, 2 / units: what {@code eps} is added to shows. */
    private static final String EPS = "0.01";

    /** The norm is reached in most steps and not in all; the sign of no parameter changes in the end. */
    private static final String EXTRAS = ", l1 = 1e-3, l2 = 0.02, clip_norm = 0.1";

    private static ReferenceOptimizer extras(ReferenceOptimizer optimizer) {
        return optimizer.regularized(1e-3, 0.02).clipped(0.1);
    }

    private static final Map<String, IntFunction<ReferenceOptimizer>> OPTIMIZERS = Map.ofEntries(
            Map.entry("sgd(lr = 0.2)", n -> ReferenceOptimizer.sgd(n, 0.2, 0, false, 0)),
            Map.entry("sgd(lr = 0.2, momentum = 0.9, weight_decay = 0.01)", n -> ReferenceOptimizer.sgd(n, 0.2, 0.9, false, 0.01)),
            Map.entry("sgd(lr = 0.2, momentum = 0.5, nesterov = true)", n -> ReferenceOptimizer.sgd(n, 0.2, 0.5, true, 0)),
            Map.entry("adagrad", n -> ReferenceOptimizer.adagrad(n, 0.01, 0, 1e-10, 0, 0)),
            Map.entry("adagrad(0.1, lr_decay = 0.01, eps = " + EPS + ", initial = 0.1, weight_decay = 0.01)",
                    n -> ReferenceOptimizer.adagrad(n, 0.1, 0.01, 0.01, 0.1, 0.01)),
            Map.entry("rmsprop", n -> ReferenceOptimizer.rmsprop(n, 0.01, 0.99, 0, 1e-8, 0)),
            Map.entry("rmsprop(0.003, decay = 0.9, momentum = 0.8, eps = " + EPS + ", weight_decay = 0.01)",
                    n -> ReferenceOptimizer.rmsprop(n, 0.003, 0.9, 0.8, 0.01, 0.01)),
            Map.entry("adam", n -> ReferenceOptimizer.adam(n, 0.001, 0.9, 0.999, 1e-8, 0)),
            Map.entry("adam(0.02, beta1 = 0.8, beta2 = 0.99, eps = " + EPS + ", weight_decay = 0.01)",
                    n -> ReferenceOptimizer.adam(n, 0.02, 0.8, 0.99, 0.01, 0.01)),
            Map.entry("adamw", n -> ReferenceOptimizer.adamw(n, 0.001, 0.9, 0.999, 1e-8, 0.01)),
            Map.entry("adamw(0.02, beta1 = 0.8, beta2 = 0.99, eps = " + EPS + ", weight_decay = 0.1)",
                    n -> ReferenceOptimizer.adamw(n, 0.02, 0.8, 0.99, 0.01, 0.1)),
            Map.entry("nadam", n -> ReferenceOptimizer.nadam(n, 0.002, 0.9, 0.999, 1e-8, 0.004, 0)),
            Map.entry("nadam(0.02, beta1 = 0.8, beta2 = 0.99, eps = " + EPS + ", momentum_decay = 0.1, weight_decay = 0.01)",
                    n -> ReferenceOptimizer.nadam(n, 0.02, 0.8, 0.99, 0.01, 0.1, 0.01)),
            Map.entry("sgd(lr = 0.2, clip_norm = 0.1)", n -> ReferenceOptimizer.sgd(n, 0.2, 0, false, 0).clipped(0.1)),
            Map.entry("sgd(lr = 0.2, l2 = 0.02)", n -> ReferenceOptimizer.sgd(n, 0.2, 0, false, 0.02)),
            Map.entry("sgd(lr = 0.2, momentum = 0.9, weight_decay = 0.01" + EXTRAS + ")",
                    n -> extras(ReferenceOptimizer.sgd(n, 0.2, 0.9, false, 0.01))),
            Map.entry("adagrad(0.1, eps = " + EPS + EXTRAS + ")", n -> extras(ReferenceOptimizer.adagrad(n, 0.1, 0, 0.01, 0, 0))),
            Map.entry("rmsprop(0.003, momentum = 0.8, eps = " + EPS + EXTRAS + ")",
                    n -> extras(ReferenceOptimizer.rmsprop(n, 0.003, 0.99, 0.8, 0.01, 0))),
            Map.entry("adam(0.02, eps = " + EPS + EXTRAS + ")", n -> extras(ReferenceOptimizer.adam(n, 0.02, 0.9, 0.999, 0.01, 0))),
            Map.entry("adamw(0.02, eps = " + EPS + EXTRAS + ")", n -> extras(ReferenceOptimizer.adamw(n, 0.02, 0.9, 0.999, 0.01, 0.01))),
            Map.entry("nadam(0.02, eps = " + EPS + EXTRAS + ")",
                    n -> extras(ReferenceOptimizer.nadam(n, 0.02, 0.9, 0.999, 0.01, 0.004, 0))));

    static List<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (String optimizer : OPTIMIZERS.keySet()) {
            for (Target target : Target.values()) cases.add(Arguments.of(optimizer, target));
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void stepsAgree(String optimizer, Target target) {
        Network network = network(optimizer);
        ReferenceOptimizer reference = OPTIMIZERS.get(optimizer).apply(2 * UNITS);
        Parameter weight = network.signature().parameters().get(0);
        Parameter bias = network.signature().parameters().get(1);
        double[] p = new double[2 * UNITS];
        for (int u = 0; u < UNITS; u++) {
            p[u] = network.parameters()[weight.offset() + u];
            p[UNITS + u] = network.parameters()[bias.offset() + u];
        }
        try (Trainer trainer = network.trainer(1, 2, target)) {
            for (int t = 1; t <= STEPS; t++) {
                Sample batch = new Sample(t);
                trainer.step(batch.x, batch.y, SAMPLES);
                reference.step(t, p, batch.gradient(p));
            }
        }
        for (int u = 0; u < UNITS; u++) {
            assertThat(Math.abs(network.parameters()[weight.offset() + u] - p[u])).isLessThan(BOUND);
            assertThat(Math.abs(network.parameters()[bias.offset() + u] - p[UNITS + u])).isLessThan(BOUND);
        }
    }

    private static Network network(String optimizer) {
        String text = """
                model M {
                    input signal: 1
                    dense %d, init=uniform(-1, 1), bias_init=uniform(-1, 1)
                }
                train M {
                    loss mse
                    optimizer %s
                }
                """.formatted(UNITS, optimizer);
        return CompiledModel.compile(new Example(text, 0, 0).graph().orElseThrow(), "M").initialize(3);
    }

    /** A batch of inputs and targets. */
    private static final class Sample {
        final float[] x = new float[SAMPLES];
        final float[] y = new float[SAMPLES * UNITS];

        Sample(long seed) {
            Random random = new Random(seed);
            for (int s = 0; s < SAMPLES; s++) {
                x[s] = 2 * random.nextFloat() - 1;
                for (int u = 0; u < UNITS; u++) y[s * UNITS + u] = (u % 5 - 2) * x[s] + (float) random.nextGaussian();
            }
        }

        /** Of the mean over samples and units of (w x + b - y)^2: weights first, then biases. */
        double[] gradient(double[] p) {
            double[] gradient = new double[2 * UNITS];
            for (int s = 0; s < SAMPLES; s++) {
                for (int u = 0; u < UNITS; u++) {
                    double slope = 2 * (p[u] * x[s] + p[UNITS + u] - y[s * UNITS + u]) / UNITS / SAMPLES;
                    gradient[u] += slope * x[s];
                    gradient[UNITS + u] += slope;
                }
            }
            return gradient;
        }
    }
}
