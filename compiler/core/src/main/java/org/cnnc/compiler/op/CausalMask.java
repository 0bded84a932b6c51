package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * Heads x L x L with another number wherever the key stands behind the query, that is the third index above the second:
 * minus infinity before a softmax, and 0 in its gradient.
 */
public record CausalMask(double behind) implements Op {
    @Override
    public String name() {
        return "causal_mask";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return inputs.getFirst();
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.getFirst();
        int length = x.shape().extent(2);
        return Tensor.fill(x.type(), x.samples(), i -> i % length > i / length % length ? behind : x.data()[i]);
    }

    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        return List.of(builder.apply(new CausalMask(0), dy));
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        List<Axis> axes = lowering.axes(output);
        Expr query = new Expr.Index(Affine.of(axes.get(2)));
        Expr key = new Expr.Index(Affine.of(axes.get(3)));
        Expr x = Lowering.load(inputs.getFirst(), axes);
        lowering.compute(axes, Expr.ifLess(query, key, Expr.constant(behind), x), Lowering.at(output, axes));
    }
}
