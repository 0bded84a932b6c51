package org.cnnc.tests.differential;

import java.util.Optional;
import java.util.stream.Stream;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.link.CompiledModel;
import org.cnnc.compiler.op.BatchNorm;
import org.cnnc.compiler.op.ConvTranspose;
import org.cnnc.compiler.op.SampleNormLayer;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.Parameter;
import org.cnnc.runtime.Session;
import org.cnnc.runtime.Target;
import org.cnnc.runtime.Trainer;

/**
 * Holds a compiled network against the oracle on all targets: outputs by a session, loss and gradients by a
 * trainer. A trainer shows its gradients where the optimizer has momentum: from zero velocity, one step at
 * {@code lr = 0} leaves the gradient as the velocity and the parameters as they are.
 */
final class Comparison {
    /** The train section that {@link #deviation} needs. */
    static final String OPTIMIZER = "optimizer sgd(lr = 0, momentum = 0.5)";

    /**
     * Largest error, relative to the tensor's largest value: 160 roundings of a float, 2^-24 each. A wrong, doubled or
     * missing term of these sums is larger.
     */
    private static final double BOUND = 1e-5;

    /**
     * A sum of n terms, one after the other, errs by n roundings at worst, when all err to one side; a sixteenth of
     * it is seen where all terms have one sign. It is more than {@link #BOUND} from 2,700 terms on.
     */
    private static final double BOUND_PER_TERM = 0x1p-24 / 16;

    /** An eighth is seen where most terms are equal: those of a transposed convolution's bias where no kernel reaches. */
    private static final double BOUND_PER_EQUAL_TERM = 0x1p-24 / 8;

    /**
     * Tensors of smaller values are compared as if this were their largest: they are what is left of sums of terms
     * around 1 that cancel, and five roundings of 1 are allowed.
     */
    private static final double SMALLEST_SCALE = 3e-2;

    /** Draws of a batch, until one has no ties that only rounding decides. */
    private static final int ATTEMPTS = 60;

    private static final int THREADS = 2;

    private Comparison() {}

    /** What differs; empty when all agrees or the text has errors. */
    static Optional<String> deviation(Example example) {
        return example.graph()
                .filter(graph -> graph.training().isPresent() && !graph.parameters().isEmpty())
                .flatMap(graph -> deviation(graph, example));
    }

    private static Optional<String> deviation(TypedGraph graph, Example example) {
        Network network = CompiledModel.compile(graph, "Example").initialize(example.seed());
        double bound = bound(graph, example.samples());
        for (Target target : Target.values()) {
            Oracle oracle = new Oracle(graph, block(network, target));
            Optional<String> found = deviation(network, target, oracle, example, bound);
            if (found.isPresent()) return found.map(what -> target + ": " + what);
        }
        return Optional.empty();
    }

    /**
     * Gradients of weights and biases are the longest sums: over all samples and positions, of what goes into a layer or
     * of what comes out. Through a normalisation over the batch or over a sample go four more such sums, divided by a
     * deviation that may be small.
     */
    static double bound(TypedGraph graph, int samples) {
        long area = graph.nodes().stream()
                .flatMap(node -> Stream.of(node.inputs().getFirst(), node.output()))
                .map(value -> value.type().shape())
                .mapToLong(shape -> shape.elements() / shape.channels())
                .max()
                .orElse(1);
        boolean normalized = graph.nodes().stream()
                .anyMatch(node -> node.op() instanceof BatchNorm || node.op() instanceof SampleNormLayer);
        boolean equalTerms = graph.nodes().stream().anyMatch(node -> node.op() instanceof ConvTranspose);
        double perTerm = equalTerms ? BOUND_PER_EQUAL_TERM : BOUND_PER_TERM;
        return Math.max(BOUND, samples * area * perTerm) * (normalized ? 5 : 1);
    }

    private static Optional<String> deviation(
            Network network, Target target, Oracle oracle, Example example, double bound) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Batch batch = Batch.draw(network.signature(), example.samples(), example.seed() + attempt, attempt == 0);
            Oracle.Gradient gradient =
                    oracle.gradient(Oracle.doubles(batch.parameters()), batch, example.seed(), 0);
            if (!gradient.smooth()) continue;
            System.arraycopy(batch.parameters(), 0, network.parameters(), 0, batch.parameters().length);
            return differenceOfOutputs(network, target, batch, oracle.outputs(batch), bound)
                    .or(() -> differenceOfGradients(network, target, batch, example.seed(), gradient, bound));
        }
        return Optional.of("no batch without ties among " + ATTEMPTS);
    }

    /** Samples that a step of training on a target computes together. */
    static int block(Network network, Target target) {
        try (Trainer trainer = network.trainer(1, 1, target)) {
            return trainer.block();
        }
    }

    private static Optional<String> differenceOfOutputs(
            Network network, Target target, Batch batch, double[] expected, double bound) {
        float[] found = new float[expected.length];
        try (Session session = network.session(THREADS, target)) {
            session.predict(batch.inputs(), batch.samples(), found);
        }
        return difference("outputs", found, expected, 0, expected.length, bound);
    }

    private static Optional<String> differenceOfGradients(
            Network network, Target target, Batch batch, long seed, Oracle.Gradient expected, double bound) {
        try (Trainer trainer = network.trainer(seed, THREADS, target)) {
            float loss = trainer.step(batch.inputs(), batch.targets(), batch.samples());
            Optional<String> wrong =
                    difference("loss", new float[] {loss}, new double[] {expected.loss()}, 0, 1, bound);
            double scale = Math.max(SMALLEST_SCALE, expected.terms());
            for (Parameter parameter : network.signature().parameters()) {
                if (wrong.isPresent()) return wrong;
                boolean running = parameter.name().contains(".running_");
                wrong = difference(
                        (running ? "what becomes of " : "gradient of ") + parameter.name(),
                        running ? network.parameters() : trainer.state(), expected.parameters(),
                        parameter.offset(), parameter.size(), running ? SMALLEST_SCALE : scale, bound);
            }
            return wrong;
        }
    }

    /** The first element of a tensor that errs by more than {@code bound} of the tensor's largest value. */
    static Optional<String> difference(
            String what, float[] found, double[] expected, int offset, int size, double bound) {
        return difference(what, found, expected, offset, size, SMALLEST_SCALE, bound);
    }

    private static Optional<String> difference(
            String what, float[] found, double[] expected, int offset, int size, double smallest, double bound) {
        double scale = smallest;
        for (int i = offset; i < offset + size; i++) scale = Math.max(scale, Math.abs(expected[i]));
        for (int i = offset; i < offset + size; i++) {
            double error = Math.abs(found[i] - expected[i]) / scale;
            if (error <= bound) continue; // false for NaN
            return Optional.of(what + ", element " + (i - offset) + " of " + size + ": found " + found[i]
                    + ", oracle " + expected[i] + ", relative to the largest " + error);
        }
        return Optional.empty();
    }
}
