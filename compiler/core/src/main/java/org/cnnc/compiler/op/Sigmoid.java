package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Elementary;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;

/** Logistic function, {@code 1 / (1 + exp(-x))}, element by element. */
public record Sigmoid() implements Activation {
    public static final LayerKind KIND = new LayerKind(
            "sigmoid",
            "The logistic function of each element.",
            Schema.of(),
            arguments -> new Sigmoid(),
            List.of(
                    Sample.of("sigmoid", Shape.of(1)),
                    Sample.of("sigmoid", Shape.of(17)),
                    Sample.of("sigmoid", Shape.of(3, 5, 7)),
                    Sample.of("sigmoid", Shape.of(3, 17)),
                    Sample.of("sigmoid", Shape.of(2, 3, 2, 4))));

    @Override
    public LayerKind kind() {
        return KIND;
    }

    @Override
    public double gain() {
        return 1;
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.getFirst();
        return Tensor.fill(x.type(), evaluation.samples(), i -> 1 / (1 + Math.exp(-x.data()[i])));
    }

    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        return List.of(builder.apply(new SigmoidGradient(), output, dy));
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        lowering.pointwise(inputs, output, x -> Elementary.sigmoid(x.getFirst()));
    }
}
