package org.cnnc.compiler.op;

import java.util.Arrays;
import java.util.List;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * Sums of positions, weighted head by head: (weights, x), heads x L x L and C x L, to C x L. Over the keys it is {@code
 * y[c, i] = scale * sum over j of weights[h, i, j] x[c, j]}, over the queries {@code y[c, j] = scale * sum over i of
 * weights[h, i, j] x[c, i]}, h being the head of channel c.
 */
public record HeadMix(Over over, double scale) implements Op {
    /** The axis of the weights that is summed over: the second one is that of the queries, the third that of the keys. */
    public enum Over {
        QUERIES,
        KEYS;

        Over other() {
            return this == QUERIES ? KEYS : QUERIES;
        }
    }

    @Override
    public String name() {
        return "head_mix";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return inputs.get(1);
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor weights = inputs.get(0);
        Tensor x = inputs.get(1);
        Tensor y = Tensor.zeros(x.type(), x.samples());
        int channels = x.shape().channels() / weights.shape().extent(0);
        Positions.forEach(x.shape(), at -> {
            int head = at[0] / channels;
            for (int n = 0; n < x.samples(); n++) {
                double sum = 0;
                for (int other = 0; other < x.shape().extent(1); other++) {
                    double weight = over == Over.KEYS
                            ? weights.get(n, head, at[1], other)
                            : weights.get(n, head, other, at[1]);
                    sum += weight * x.get(n, at[0], other);
                }
                y.set(scale * sum, n, at);
            }
        });
        return y;
    }

    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        Value weights = inputs.get(0);
        Value x = inputs.get(1);
        Op scores = new HeadScores(weights.type().shape().extent(0), scale);
        Value queries = over == Over.KEYS ? dy : x;
        Value keys = over == Over.KEYS ? x : dy;
        return Arrays.asList(
                needed[0] ? builder.apply(scores, queries, keys) : null,
                needed[1] ? builder.apply(new HeadMix(over.other(), scale), weights, dy) : null);
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        Shape weights = inputs.getFirst().type().shape();
        Axis sample = lowering.sample();
        Axis head = new Axis("h", weights.extent(0));
        Axis channel = new Axis("c", output.type().shape().channels() / head.extent());
        Axis position = new Axis("p", output.type().shape().extent(1));
        Axis other = new Axis("o", position.extent());
        Axis query = over == Over.KEYS ? position : other;
        Axis key = over == Over.KEYS ? other : position;
        Affine channels = Affine.of(head).times(channel.extent()).plus(channel);
        Expr product = Expr.multiply(
                Lowering.load(inputs.get(0), List.of(sample, head, query, key)),
                Lowering.load(inputs.get(1), List.of(), Affine.of(sample), channels, Affine.of(other)));
        lowering.reduce(
                List.of(head, channel, position, sample), List.of(other), Reduction.Combine.SUM, product,
                Expr.multiply(Expr.accumulator(), Expr.constant(scale)),
                Lowering.at(output, List.of(), Affine.of(sample), channels, Affine.of(position)));
    }
}
