package org.cnnc.compiler.shape;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cnnc.compiler.graph.Graph;
import org.cnnc.compiler.graph.GraphNode;
import org.cnnc.compiler.init.Fan;
import org.cnnc.compiler.init.HeNormal;
import org.cnnc.compiler.init.Init;
import org.cnnc.compiler.init.Ones;
import org.cnnc.compiler.init.XavierUniform;
import org.cnnc.compiler.init.Zeros;
import org.cnnc.compiler.op.Activation;
import org.cnnc.compiler.op.ParameterSpec;

/**
 * Chooses initialisers: what the file asks for, else {@code he_normal} before activations of the ReLU family,
 * {@code xavier_uniform} elsewhere, and zeros for biases; a normalisation
 * starts as what it normalises, with scale 1 and shift 0. The gain is that of the layer's activation: its own
 * or the next one behind it, looked for through layers that multiply no weights (pooling, normalisation,
 * dropout, sums), while each result is read once.
 */
final class InitChoice {
    private final Map<Integer, List<GraphNode>> readers = new HashMap<>();
    private final Map<Integer, Optional<Activation>> behind = new HashMap<>();
    private final InferredShapes shapes;

    InitChoice(Graph graph, InferredShapes shapes) {
        this.shapes = shapes;
        for (GraphNode node : graph.nodes()) {
            for (int input : node.inputs()) readers.computeIfAbsent(input, tensor -> new ArrayList<>()).add(node);
        }
    }

    ChosenInit choose(GraphNode node, ParameterSpec parameter) {
        Optional<Activation> activation = activationBehind(node);
        Init init = parameter.init().orElseGet(() -> switch (parameter.role()) {
            case BIAS, SHIFT, RUNNING_MEAN -> new Zeros();
            case SCALE, RUNNING_VARIANCE -> new Ones();
            case CONSTANT -> throw new IllegalStateException(node.path() + "." + parameter.name() + " does not say what it is");
            case WEIGHT -> activation.filter(Activation::reluFamily).isPresent()
                    ? new HeNormal(Fan.IN, OptionalDouble.empty()) : new XavierUniform(OptionalDouble.empty());
        });
        double gain = activation.map(Activation::gain).orElse(1.0);
        return new ChosenInit(init.text(), init.resolve(parameter.fanIn(), parameter.fanOut(), gain));
    }

    /** Each tensor's answer is that of the one behind it, and is kept: a chain is walked once. */
    private Optional<Activation> activationBehind(GraphNode node) {
        List<Integer> walked = new ArrayList<>();
        Optional<Activation> found = Optional.empty();
        GraphNode at = node;
        while (true) {
            Optional<Activation> known = behind.get(at.id());
            if (known != null) {
                found = known;
                break;
            }
            walked.add(at.id());
            List<GraphNode> next = readers.getOrDefault(at.id(), List.of());
            if (next.size() != 1) break;
            at = next.getFirst();
            if (at.layer() instanceof Activation activation) {
                found = Optional.of(activation);
                break;
            }
            if (shapes.inputsOf(at).map(at.layer()::macs).orElse(1L) > 0) break;
        }
        for (int tensor : walked) behind.put(tensor, found);
        return found;
    }
}
