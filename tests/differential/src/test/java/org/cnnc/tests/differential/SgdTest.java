package org.cnnc.tests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.link.CompiledModel;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.Parameter;
import org.cnnc.runtime.Signature;
import org.cnnc.runtime.Target;
import org.cnnc.runtime.Trainer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Several steps of SGD against the textbook's loop in double precision, over the oracle's gradients. */
class SgdTest {
    private static final int STEPS = 6;

    /** Rounding of a step goes into the next: twice the bound of a single pass. */
    private static final double BOUND = 2e-5;

    /** Smooth everywhere, so that rounding cannot take another turn than the oracle after some steps. */
    private static final String MODEL = """
            model M {
                input image: 2 x 7 x 5
                conv 5, 3x3, pad=1; %s; tanh
                avgpool 2x2
                flatten
                dropout 0.25
                dense 9; %s; sigmoid
                dense 3
                softmax
            }
            train M {
                loss %s
                optimizer sgd(lr = 0.2, momentum = %s, nesterov = %s, weight_decay = %s)
            }
            """;

    static List<Arguments> settings() {
        List<Arguments> settings = new ArrayList<>();
        for (Target target : Target.values()) {
            settings.add(Arguments.of("tanh", "cross_entropy", 0.0, false, 0.0, target));
            settings.add(Arguments.of("tanh", "cross_entropy", 0.9, false, 0.0, target));
            settings.add(Arguments.of("tanh", "mse", 0.9, true, 0.0, target));
            settings.add(Arguments.of("tanh", "mse", 0.0, false, 0.1, target));
            settings.add(Arguments.of("tanh", "cross_entropy", 0.5, true, 0.01, target));
            settings.add(Arguments.of("batchnorm", "cross_entropy", 0.0, false, 0.0, target));
            settings.add(Arguments.of("batchnorm momentum=0.25", "mse", 0.9, true, 0.1, target));
        }
        return settings;
    }

    @ParameterizedTest
    @MethodSource("settings")
    void stepsAgree(String between, String loss, double momentum, boolean nesterov, double weightDecay, Target target) {
        String text = MODEL.formatted(between, between, loss, momentum, nesterov, weightDecay);
        TypedGraph graph = new Example(text, 0, 0).graph().orElseThrow();
        Network network = CompiledModel.compile(graph, "M").initialize(3);
        Oracle oracle = new Oracle(graph, Comparison.block(network, target));
        double[] parameters = Oracle.doubles(network.parameters());
        double[] velocity = new double[parameters.length];
        try (Trainer trainer = network.trainer(5, 2, target)) {
            for (int step = 0; step < STEPS; step++) {
                Batch batch = Batch.draw(network.signature(), step % 2 == 0 ? 40 : 11, step, false);
                Oracle.Gradient gradient = oracle.gradient(parameters, batch, 5, step);
                float found = trainer.step(batch.inputs(), batch.targets(), batch.samples());
                assertThat(Math.abs(found - gradient.loss())).isLessThan(BOUND * gradient.loss());
                int trained = trained(network.signature());
                System.arraycopy(gradient.parameters(), trained, parameters, trained, parameters.length - trained);
                for (int i = 0; i < trained; i++) {
                    double g = gradient.parameters()[i] + weightDecay * parameters[i];
                    velocity[i] = momentum * velocity[i] + g;
                    parameters[i] -= 0.2 * (nesterov ? g + momentum * velocity[i] : velocity[i]);
                }
            }
        }
        network.signature().parameters().forEach(parameter -> assertThat(Comparison.difference(
                        parameter.name(), network.parameters(), parameters, parameter.offset(), parameter.size(), BOUND))
                .isEmpty());
    }

    /** Where the running statistics start, which are not the optimizer's. */
    private static int trained(Signature signature) {
        return signature.parameters().stream()
                .filter(parameter -> parameter.name().contains(".running_"))
                .mapToInt(Parameter::offset)
                .min()
                .orElse(signature.parameterFloats());
    }
}
