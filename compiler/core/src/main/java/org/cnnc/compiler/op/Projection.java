package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * A dense layer at each position by itself: (x, weight) or (x, weight, bias), {@code y[u, l] = sum over c of weight[u, c]
 * x[c, l] + bias[u]}, C x L to U x L.
 */
public record Projection() implements Op {
    @Override
    public String name() {
        return "projection";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return TensorType.perSample(inputs.get(0).shape().withChannels(inputs.get(1).shape().extent(0)));
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.get(0);
        Tensor weight = inputs.get(1);
        Tensor y = Tensor.zeros(infer(inputs.stream().map(Tensor::type).toList()), x.samples());
        for (int n = 0; n < x.samples(); n++) {
            for (int u = 0; u < y.shape().channels(); u++) {
                for (int l = 0; l < y.shape().extent(1); l++) {
                    double sum = inputs.size() == 3 ? inputs.get(2).get(0, u) : 0;
                    for (int c = 0; c < x.shape().channels(); c++) sum += weight.get(0, u, c) * x.get(n, c, l);
                    y.set(sum, n, u, l);
                }
            }
        }
        return y;
    }

    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        List<Value> gradients = new ArrayList<>();
        gradients.add(needed[0] ? builder.apply(new DenseInputGradient(), dy, inputs.get(1)) : null);
        gradients.add(needed[1] ? builder.apply(new DenseWeightGradient(), inputs.get(0), dy) : null);
        if (inputs.size() == 3) gradients.add(needed[2] ? builder.apply(new BiasGradient(), dy) : null);
        return gradients;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        Shape weight = inputs.get(1).type().shape();
        Axis unit = new Axis("u", weight.extent(0));
        Axis channel = new Axis("i", weight.extent(1));
        Axis position = new Axis("l", output.type().shape().extent(1));
        Axis sample = lowering.sample();
        Expr product = Expr.multiply(
                Lowering.load(inputs.get(1), List.of(unit, channel)),
                Lowering.load(inputs.get(0), List.of(sample, channel, position)));
        Expr sum = Expr.accumulator();
        Expr result = inputs.size() == 3 ? Expr.add(sum, Lowering.load(inputs.get(2), List.of(unit))) : sum;
        lowering.reduce(
                List.of(unit, position, sample), List.of(channel), Reduction.Combine.SUM, product, result,
                Lowering.at(output, List.of(sample, unit, position)));
    }
}
