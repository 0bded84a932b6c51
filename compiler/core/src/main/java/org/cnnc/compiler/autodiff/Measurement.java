package org.cnnc.compiler.autodiff;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.loss.ClassWeight;
import org.cnnc.compiler.loss.Loss;
import org.cnnc.compiler.loss.Score;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.tensor.TensorType;

/** The graphs that measure a network by its loss outside of training: what it gives, and what that is worth. */
public final class Measurement {
    private Measurement() {}

    /** Computes the first output as the loss reads it: see {@code org.cnnc.runtime.Network#evaluation}. */
    public static TypedGraph evaluation(TypedGraph graph, Loss loss) {
        TypedGraph forward = Inference.inference(graph);
        Map.Entry<String, Value> output = forward.outputs().entrySet().iterator().next();
        Value prediction = Autodiff.lossInput(forward, loss, output.getValue());
        Tape tape = new Tape(Autodiff.firstFreeId(graph));
        forward.nodes().forEach(tape::add);
        return new TypedGraph(
                graph.name(), graph.doc(), graph.file(), graph.inputs(), graph.parameters(), graph.parameterValues(),
                tape.neededFor(List.of(prediction)), Map.of(output.getKey(), prediction), Optional.empty());
    }

    /**
     * Measures predictions: see {@code org.cnnc.runtime.Network#measure}.
     *
     * @param prediction the type of what the loss reads
     */
    public static TypedGraph measure(TypedGraph graph, Loss loss, TensorType prediction) {
        Tape tape = new Tape(0);
        Value read = tape.value("prediction", prediction, Value.Kind.INPUT);
        Value target = tape.value("target", prediction, Value.Kind.INPUT);
        tape.at(loss.name(), 1);
        boolean single = prediction.shape().elements() == 1;
        Map<String, Value> outputs = new LinkedHashMap<>();
        outputs.put("scores", tape.apply(new Score(single ? loss.threshold() : 0), read));
        outputs.put("loss", tape.apply(loss, read, target));
        outputs.put("weight", tape.apply(loss.weighting().orElseGet(() -> new ClassWeight(List.of())), target));
        return new TypedGraph(
                graph.name(), graph.doc(), graph.file(), List.of(read, target), List.of(), List.of(),
                tape.nodes(), outputs, Optional.empty());
    }
}
