package org.cnnc.tests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import org.cnnc.compiler.graph.TrainSpec;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.link.CompiledModel;
import org.cnnc.compiler.training.Setting;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.Parameter;
import org.cnnc.runtime.Target;
import org.cnnc.runtime.Trainer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
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

    /** The mean of the parameters follows them by the textbook's loop; running statistics are those of the network. */
    @ParameterizedTest
    @EnumSource(Target.class)
    void theAverageFollowsTheParameters(Target target) {
        TypedGraph graph = graph("adam(0.02, clip_norm = 0.1)", "; batchnorm");
        Network network = CompiledModel.compile(averaging(graph, 0.9), "M").initialize(3);
        float[] averaged = new float[network.parameters().length];
        double[] expected = Oracle.doubles(network.parameters());
        try (Trainer trainer = network.trainer(1, 2, target)) {
            assertThat(trainer.averages()).isTrue();
            trainer.averaged(averaged);
            assertThat(averaged).isEqualTo(network.parameters());
            for (int t = 1; t <= STEPS; t++) {
                Sample batch = new Sample(t);
                trainer.step(batch.x, batch.y, SAMPLES);
                for (int i = 0; i < expected.length; i++) expected[i] = 0.9 * expected[i] + (1 - 0.9) * network.parameters()[i];
            }
            trainer.averaged(averaged);
        }
        for (Parameter parameter : network.signature().parameters()) {
            for (int i = parameter.offset(); i < parameter.offset() + parameter.size(); i++) {
                if (parameter.name().contains("running_")) assertThat(averaged[i]).isEqualTo(network.parameters()[i]);
                else assertThat(Math.abs(averaged[i] - expected[i])).isLessThan(1e-6);
            }
        }
    }

    /** The same steps with and without a mean, and another trainer that goes on from the state goes on with the mean. */
    @ParameterizedTest
    @EnumSource(Target.class)
    void theAverageIsPartOfTheState(Target target) {
        TypedGraph graph = graph("nadam(0.02)", "");
        CompiledModel compiled = CompiledModel.compile(averaging(graph, 0.9), "M");
        Network plain = CompiledModel.compile(graph, "M").initialize(3);
        Network whole = compiled.initialize(3);
        Network parts = compiled.initialize(4);
        float[] ofWhole = new float[whole.parameters().length];
        float[] ofParts = new float[whole.parameters().length];
        try (Trainer trainer = whole.trainer(1, 1, target);
                Trainer without = plain.trainer(1, 1, target);
                Trainer second = parts.trainer(1, 1, target)) {
            steps(trainer, 1, 20);
            System.arraycopy(whole.parameters(), 0, parts.parameters(), 0, ofWhole.length);
            second.restore(20, trainer.state().clone());
            steps(trainer, 21, 40);
            steps(second, 21, 40);
            steps(without, 1, 40);
            trainer.averaged(ofWhole);
            second.averaged(ofParts);
            assertThat(without.averages()).isFalse();
        }
        assertThat(ofParts).isEqualTo(ofWhole).isNotEqualTo(whole.parameters());
        assertThat(parts.parameters()).isEqualTo(whole.parameters());
        assertThat(plain.parameters()).isEqualTo(whole.parameters());
    }

    private static void steps(Trainer trainer, int from, int to) {
        for (int t = from; t <= to; t++) {
            Sample batch = new Sample(t);
            trainer.step(batch.x, batch.y, SAMPLES);
        }
    }

    private static TypedGraph averaging(TypedGraph graph, double decay) {
        TrainSpec train = graph.training().orElseThrow();
        Setting ema = new Setting("ema", new org.cnnc.compiler.op.Arguments(Map.of("decay", decay)));
        TrainSpec averaging = new TrainSpec(
                train.data(), train.augment(), train.loss(), train.optimizer(), train.schedule(), train.batch(), train.epochs(), train.seed(),
                train.earlyStop(), train.checkpoint(), train.ensemble(), Optional.of(ema), train.metrics(), train.lossAt());
        return new TypedGraph(
                graph.name(), graph.doc(), graph.file(), graph.inputs(), graph.parameters(), graph.parameterValues(), graph.nodes(),
                graph.outputs(), Optional.of(averaging));
    }

    private static Network network(String optimizer) {
        return CompiledModel.compile(graph(optimizer, ""), "M").initialize(3);
    }

    /** @param behind layers behind the dense one */
    private static TypedGraph graph(String optimizer, String behind) {
        String text = """
                model M {
                    input signal: 1
                    dense %d, init=uniform(-1, 1), bias_init=uniform(-1, 1)%s
                }
                train M {
                    loss mse
                    optimizer %s
                }
                """.formatted(UNITS, behind, optimizer);
        return new Example(text, 0, 0).graph().orElseThrow();
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
