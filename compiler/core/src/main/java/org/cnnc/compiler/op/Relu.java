package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;

/** Rectified linear unit, {@code max(0, x)}, element by element. */
public record Relu() implements Activation {
    public static final LayerKind KIND = new LayerKind(
            "relu",
            "Negative elements become 0.",
            Schema.of(),
            arguments -> new Relu(),
            List.of(
                    Sample.of("relu", Shape.of(1)),
                    Sample.of("relu", Shape.of(17)),
                    Sample.of("relu", Shape.of(3, 5, 7)),
                    Sample.of("relu", Shape.of(3, 17)),
                    Sample.of("relu", Shape.of(2, 3, 2, 4))));

    @Override
    public LayerKind kind() {
        return KIND;
    }

    @Override
    public double gain() {
        return Math.sqrt(2);
    }

    @Override
    public boolean reluFamily() {
        return true;
    }

    @Override
    public List<Double> kinks() {
        return List.of(0.0);
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.getFirst();
        return Tensor.fill(x.type(), evaluation.samples(), i -> Math.max(0, x.data()[i]));
    }

    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        return List.of(builder.apply(new ReluGradient(), output, dy));
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        lowering.pointwise(inputs, output, x -> Expr.max(x.getFirst(), Expr.constant(0)));
    }
}
