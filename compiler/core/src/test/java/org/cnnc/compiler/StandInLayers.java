package org.cnnc.compiler;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.op.Evaluation;
import org.cnnc.compiler.op.GraphBuilder;
import org.cnnc.compiler.op.Layer;
import org.cnnc.compiler.op.LayerKind;
import org.cnnc.compiler.op.Layers;
import org.cnnc.compiler.op.Sample;
import org.cnnc.compiler.op.Schema;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;

/** Layers that the front end is tested with beside the registry's own: shapes, no arithmetic. */
final class StandInLayers {
    private StandInLayers() {}

    /** The registry's layers, and stand-ins for those of ResNet that it lacks. */
    static List<LayerKind> all() {
        List<LayerKind> kinds = new ArrayList<>(Layers.all());
        for (LayerKind kind : List.of(kind("global_avgpool"))) {
            if (Layers.find(kind.name()).isEmpty()) kinds.add(kind);
        }
        return kinds;
    }

    private static LayerKind kind(String name) {
        return new LayerKind(name, name, Schema.of(), arguments -> new StandIn(name), List.of(Sample.of(name, Shape.of(2, 3, 3))));
    }

    private record StandIn(String layer) implements Layer {
        @Override
        public LayerKind kind() {
            return StandInLayers.kind(layer);
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            return Shape.of(inputs.getFirst().channels(), 1, 1);
        }

        @Override
        public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
            throw new IllegalStateException("the front end evaluates nothing");
        }

        @Override
        public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
            throw new IllegalStateException("the front end lowers nothing");
        }

        @Override
        public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value outputGradient, boolean[] needed) {
            throw new IllegalStateException("the front end differentiates nothing");
        }
    }
}
