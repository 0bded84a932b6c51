package org.cnnc.tests.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.optimizer.OptimizerKind;
import org.cnnc.compiler.optimizer.Optimizers;
import org.cnnc.runtime.Network;
import org.cnnc.tests.differential.Example;
import org.cnnc.train.schedule.Constant;
import org.cnnc.train.schedule.Cosine;
import org.cnnc.train.schedule.LearningRate;
import org.cnnc.train.schedule.Schedule;
import org.cnnc.train.schedule.Step;

/**
 * A network with a random setting of an optimizer, and fixed batches. Softmax regression is convex: steps lead from
 * anywhere to one place, and roundings die away. In the network with a hidden layer they may grow.
 *
 * @param emaDecay of the running mean of the parameters
 */
record OptimizerCase(String text, TypedGraph graph, double emaDecay, LearningRate rate) {
    private static final int BATCHES = 8;

    private static final int EPOCHS = 20;
    private static final int SAMPLES = 20;

    private static final String SOFTMAX_REGRESSION = "    input signal: 12\n    dense 5\n";

    private static final String HIDDEN_LAYER =
            "    input image: 1 x 6 x 6\n    conv 3, 3x3, tanh\n    avgpool 2x2\n    flatten\n    dense 5\n";

    /** Values of arguments: moderate rates, and everything that changes a step. */
    private static final Map<String, List<String>> VALUES = Map.ofEntries(
            Map.entry("momentum", List.of("0.5", "0.9")),
            Map.entry("nesterov", List.of("true")),
            Map.entry("weight_decay", List.of("0.001", "0.01")),
            Map.entry("lr_decay", List.of("0.001", "0.01")),
            Map.entry("eps", List.of("1e-8", "1e-3", "0.01")),
            Map.entry("initial", List.of("0.1", "1")),
            Map.entry("decay", List.of("0.9", "0.95")),
            Map.entry("beta1", List.of("0.5", "0.8")),
            Map.entry("beta2", List.of("0.9", "0.99")),
            Map.entry("l1", List.of("0.0001")),
            Map.entry("l2", List.of("0.001", "0.01")),
            Map.entry("clip_norm", List.of("0.01", "0.1", "1")),
            Map.entry("momentum_decay", List.of("0.01", "0.1")));

    private static final Map<String, List<String>> RATES = Map.of(
            "sgd", List.of("0.02", "0.1", "0.5"),
            "adagrad", List.of("0.01", "0.1"));

    private static final List<String> OTHER_RATES = List.of("0.001", "0.003", "0.01");

    private static final List<String> EMA_DECAYS = List.of("0.9", "0.99", "0.999");

    private static final List<Schedule> SCHEDULES = List.of(new Constant(), new Step(5, 0.5), new Cosine());

    static OptimizerCase draw(OptimizerKind kind, Random random) {
        String network = random.nextInt(3) > 0 ? SOFTMAX_REGRESSION : HIDDEN_LAYER;
        String decay = one(EMA_DECAYS, random);
        String text = "model M {\n" + network + "}\ntrain M {\n    loss cross_entropy\n    optimizer " + optimizer(kind, random)
                + "\n    ema " + decay + "\n}\n";
        LearningRate rate = new LearningRate(one(SCHEDULES, random), random.nextInt(3));
        return new OptimizerCase(
                text, new Example(text, 1, 0).graph().orElseThrow(() -> new AssertionError("errors in\n" + text)),
                Double.parseDouble(decay), rate);
    }

    private static String optimizer(OptimizerKind kind, Random random) {
        List<String> arguments = new ArrayList<>();
        arguments.add("lr = " + one(RATES.getOrDefault(kind.name(), OTHER_RATES), random));
        List<Argument> all = new ArrayList<>(kind.schema().arguments());
        all.addAll(Optimizers.argumentsOfAll());
        for (Argument argument : all) {
            if (argument.name().equals("lr")) continue;
            List<String> values = VALUES.get(argument.name());
            if (values == null) throw new AssertionError("no values are named for " + argument.name() + " of " + kind.name());
            boolean possible = !argument.name().equals("nesterov") || String.join("", arguments).contains("momentum");
            if (possible && random.nextInt(3) == 0) arguments.add(argument.name() + " = " + one(values, random));
        }
        return kind.name() + "(" + String.join(", ", arguments) + ")";
    }

    private static <T> T one(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }

    /** Learning rates of so many steps. */
    double[] rates(int steps) {
        double base = graph.training().orElseThrow().optimizer().hyper().get("lr");
        LearningRate.Length run = new LearningRate.Length(EPOCHS, steps / EPOCHS);
        return IntStream.range(0, steps)
                .mapToDouble(step -> rate.at(base, run, step / run.steps(), step % run.steps(), 0))
                .toArray();
    }

    /** Inputs around 0, and targets that are probabilities, which no parameters meet. */
    List<Numbers> batches(Network network, Random random) {
        List<Numbers> batches = new ArrayList<>();
        for (int b = 0; b < BATCHES; b++) {
            float[] inputs = new float[SAMPLES * network.signature().inputs().getFirst().size()];
            for (int i = 0; i < inputs.length; i++) inputs[i] = (float) random.nextGaussian();
            int classes = network.signature().outputs().getFirst().size();
            float[] targets = new float[SAMPLES * classes];
            for (int s = 0; s < SAMPLES; s++) {
                float sum = 0;
                for (int c = 0; c < classes; c++) sum += targets[s * classes + c] = 1 + random.nextInt(16);
                for (int c = 0; c < classes; c++) targets[s * classes + c] /= sum;
            }
            batches.add(new Numbers(SAMPLES, inputs, targets, network.parameters()));
        }
        return batches;
    }
}
