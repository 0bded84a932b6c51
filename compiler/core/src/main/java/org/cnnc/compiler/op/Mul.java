package org.cnnc.compiler.op;

import java.util.Arrays;
import java.util.List;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/** Product of two tensors of the same shape, element by element. */
public record Mul() implements Op {
    @Override
    public String name() {
        return "mul";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        if (inputs.size() != 2 || !inputs.get(0).equals(inputs.get(1))) {
            throw new ShapeException(
                    Code.CNN2006, inputs.toString(), "", List.of("mul takes two inputs of the same shape"), List.of());
        }
        return inputs.getFirst();
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        return Tensor.fill(
                inputs.getFirst().type(), evaluation.samples(),
                i -> inputs.get(0).data()[i] * inputs.get(1).data()[i]);
    }

    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        return Arrays.asList(
                needed[0] ? builder.apply(this, dy, inputs.get(1)) : null,
                needed[1] ? builder.apply(this, dy, inputs.get(0)) : null);
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        lowering.pointwise(inputs, output, x -> Expr.multiply(x.get(0), x.get(1)));
    }
}
