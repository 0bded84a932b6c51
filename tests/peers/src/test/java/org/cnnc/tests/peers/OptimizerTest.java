package org.cnnc.tests.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.cnnc.compiler.optimizer.OptimizerKind;
import org.cnnc.compiler.optimizer.Optimizers;
import org.cnnc.runtime.Parameter;
import org.cnnc.runtime.Target;
import org.cnnc.runtime.Trainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A thousand steps of every optimizer of the language beside PyTorch's float64: each tensor of parameters ends where
 * PyTorch's does. An optimizer that {@link TorchOptimizers} does not know fails.
 */
class OptimizerTest {
    private static final int STEPS = 1000;

    /** Of a tensor's largest value. */
    private static final double BOUND = 1e-5;

    /** Beyond the bound, settings show nothing under which PyTorch's own float32 ends farther than this from its float64. */
    private static final double DECIDED = BOUND / 2;

    private static final String ROW = "| %-20s | %14s | %10s | %10s |%n";

    private static final StringBuilder TABLE = new StringBuilder("\nAfter " + STEPS + " steps, the parameters' largest"
            + " difference from PyTorch's float64, relative to each tensor's largest value; last, that of PyTorch's own float32\n\n"
            + String.format(ROW, "optimizer", "configurations", "parameters", "float32")
            + String.format(ROW, "---", "---", "---", "---"));

    static List<OptimizerKind> kinds() {
        return Optimizers.all();
    }

    @AfterAll
    static void print() {
        System.out.println(TABLE);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void stepsAgreeWithPyTorch(OptimizerKind kind) {
        Random random = new Random(Cases.SEED + kind.name().hashCode());
        double worst = 0;
        double float32 = 0;
        int decided = 0;
        for (int drawn = 0; decided < Cases.COUNT; drawn++) {
            assertThat(drawn).as("settings drawn for " + Cases.COUNT + " that float32 decides").isLessThan(2 * Cases.COUNT);
            OptimizerCase use = OptimizerCase.draw(kind, random);
            Compiled compiled = Compiled.of(use.graph());
            float[] start = compiled.network().parameters().clone();
            List<Numbers> batches = use.batches(compiled.network(), random);
            double[] expected = byPyTorch(use, start, batches, ScalarType.Double);
            double own = difference(use, byPyTorch(use, start, batches, ScalarType.Float), expected);
            double found = 0;
            for (Target target : Cases.TARGETS) {
                found = Math.max(found, difference(use, compiled(compiled, start, batches, target), expected));
            }
            if (found > BOUND && own > DECIDED) continue;
            assertThat(found).as(use.text()).isLessThanOrEqualTo(BOUND);
            decided++;
            worst = Math.max(worst, found);
            float32 = Math.max(float32, own);
        }
        TABLE.append(String.format(
                ROW, kind.name(), decided, String.format(Locale.ROOT, "%.1e", worst), String.format(Locale.ROOT, "%.1e", float32)));
    }

    private static double[] byPyTorch(OptimizerCase use, float[] start, List<Numbers> batches, ScalarType type) {
        try (PointerScope scope = new PointerScope()) {
            TorchNetwork network = new TorchNetwork(use.graph(), type);
            List<Tensor> parameters = network.parameters(start);
            List<TorchNetwork.Batch> tensors = batches.stream().map(network::batch).toList();
            TorchOptimizers optimizer = TorchOptimizers.of(use.graph().training().orElseThrow().optimizer(), parameters);
            for (int step = 0; step < STEPS; step++) {
                try (PointerScope ofStep = new PointerScope()) {
                    parameters.forEach(parameter -> parameter.mutable_grad().reset());
                    network.mean(tensors.get(step % tensors.size()), parameters, TorchLosses.of(use.graph())).backward();
                    optimizer.step();
                }
            }
            double[] flat = new double[start.length];
            for (int p = 0; p < parameters.size(); p++) {
                double[] values = Torch.values(parameters.get(p));
                System.arraycopy(values, 0, flat, use.graph().parameters().get(p).offset(), values.length);
            }
            return flat;
        }
    }

    private static double[] compiled(Compiled compiled, float[] start, List<Numbers> batches, Target target) {
        System.arraycopy(start, 0, compiled.network().parameters(), 0, start.length);
        try (Trainer trainer = compiled.network().trainer(1, 1, target)) {
            for (int step = 0; step < STEPS; step++) {
                Numbers batch = batches.get(step % batches.size());
                trainer.step(batch.inputs(), batch.targets(), batch.samples());
            }
        }
        double[] flat = new double[start.length];
        for (int i = 0; i < flat.length; i++) flat[i] = compiled.network().parameters()[i];
        return flat;
    }

    private static double difference(OptimizerCase use, double[] found, double[] expected) {
        double worst = 0;
        for (Parameter parameter : use.graph().parameters()) {
            worst = Math.max(worst, Deviation.relative(found, expected, parameter.offset(), parameter.size()));
        }
        return worst;
    }
}
