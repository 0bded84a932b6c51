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
 * How much each position has to do with each other, head by head: (x, y), both C x L, to heads x L x L, {@code s[h, i, j]
 * = scale * sum over the head's channels c of x[c, i] y[c, j]}. A head has C / heads neighbouring channels.
 */
public record HeadScores(int heads, double scale) implements Op {
    @Override
    public String name() {
        return "head_scores";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        int length = inputs.getFirst().shape().extent(1);
        return TensorType.perSample(Shape.of(heads, length, length));
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.get(0);
        Tensor y = inputs.get(1);
        Tensor scores = Tensor.zeros(infer(List.of(x.type(), y.type())), x.samples());
        int channels = x.shape().channels() / heads;
        Positions.forEach(scores.shape(), at -> {
            for (int n = 0; n < x.samples(); n++) {
                double sum = 0;
                for (int c = at[0] * channels; c < (at[0] + 1) * channels; c++) sum += x.get(n, c, at[1]) * y.get(n, c, at[2]);
                scores.set(scale * sum, n, at);
            }
        });
        return scores;
    }

    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value ds, boolean[] needed) {
        return Arrays.asList(
                needed[0] ? builder.apply(new HeadMix(HeadMix.Over.KEYS, scale), ds, inputs.get(1)) : null,
                needed[1] ? builder.apply(new HeadMix(HeadMix.Over.QUERIES, scale), ds, inputs.get(0)) : null);
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        Shape scores = output.type().shape();
        Axis sample = lowering.sample();
        Axis head = new Axis("h", heads);
        Axis query = new Axis("q", scores.extent(1));
        Axis key = new Axis("k", scores.extent(2));
        Axis channel = new Axis("c", inputs.getFirst().type().shape().channels() / heads);
        Affine channels = Affine.of(head).times(channel.extent()).plus(channel);
        Expr product = Expr.multiply(
                Lowering.load(inputs.get(0), List.of(), Affine.of(sample), channels, Affine.of(query)),
                Lowering.load(inputs.get(1), List.of(), Affine.of(sample), channels, Affine.of(key)));
        lowering.reduce(
                List.of(head, query, key, sample), List.of(channel), Reduction.Combine.SUM, product,
                Expr.multiply(Expr.accumulator(), Expr.constant(scale)),
                Lowering.at(output, List.of(sample, head, query, key)));
    }
}
