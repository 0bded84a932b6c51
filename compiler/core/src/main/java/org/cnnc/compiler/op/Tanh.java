package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Elementary;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;

/** Hyperbolic tangent, element by element. */
public record Tanh() implements Activation {
    public static final LayerKind KIND = new LayerKind(
            "tanh",
            "The hyperbolic tangent of each element.",
            Schema.of(),
            arguments -> new Tanh(),
            List.of(
                    Sample.of("tanh", Shape.of(1)),
                    Sample.of("tanh", Shape.of(17)),
                    Sample.of("tanh", Shape.of(3, 5, 7)),
                    Sample.of("tanh", Shape.of(3, 17)),
                    Sample.of("tanh", Shape.of(2, 3, 2, 4))));

    @Override
    public LayerKind kind() {
        return KIND;
    }

    @Override
    public double gain() {
        return 5.0 / 3;
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.getFirst();
        return Tensor.fill(x.type(), evaluation.samples(), i -> Math.tanh(x.data()[i]));
    }

    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        return List.of(builder.apply(new TanhGradient(), output, dy));
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        lowering.pointwise(inputs, output, x -> Elementary.tanh(x.getFirst()));
    }
}
