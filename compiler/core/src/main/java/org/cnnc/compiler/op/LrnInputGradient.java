package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Elementary;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * Gradient of {@link Lrn}'s input: (x, dy) to {@code dy_j s_j^-beta - 2 alpha beta / size x_j sum of dy_c x_c
 * s_c^(-beta - 1)}, over the channels c whose windows have j, s being the bases of the powers.
 */
public record LrnInputGradient(Lrn lrn) implements GradientOp {
    @Override
    public String name() {
        return "lrn_input_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return inputs.getFirst();
    }

    private double factor() {
        return 2 * lrn.alpha() * lrn.beta() / lrn.size();
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.get(0);
        double[] dy = inputs.get(1).data();
        double[] bases = lrn.bases(x);
        int channels = x.shape().channels();
        int area = x.sampleSize() / channels;
        return Tensor.fill(x.type(), evaluation.samples(), i -> {
            int j = i / area % channels;
            double sum = 0;
            for (int c = 0; c < channels; c++) {
                if (j - c < lrn.first(channels) || j - c > lrn.last(channels)) continue;
                int at = i + (c - j) * area;
                sum += dy[at] * x.data()[at] * Math.pow(bases[at], -lrn.beta() - 1);
            }
            return dy[i] * Math.pow(bases[i], -lrn.beta()) - factor() * x.data()[i] * sum;
        });
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        Operand x = inputs.get(0);
        int channels = x.type().shape().channels();
        List<Axis> axes = lowering.axes(x);
        Expr ofX = Lowering.load(x, axes);
        Expr ofDy = Lowering.load(inputs.get(1), axes);
        Expr base = Lowering.load(lrn.bases(lowering, x), axes);
        Operand shares = lowering.temporary("share", x.type().shape());
        Expr share = Expr.multiply(Expr.multiply(ofDy, ofX), Elementary.power(base, -lrn.beta() - 1));
        lowering.compute(axes, share, Lowering.at(shares, axes));
        Axis neighbour = new Axis("w", lrn.last(channels) - lrn.first(channels) + 1);
        Expr own = Expr.multiply(ofDy, Elementary.power(base, -lrn.beta()));
        Expr others = Expr.multiply(Expr.multiply(ofX, Expr.constant(factor())), Expr.accumulator());
        lowering.reduce(
                axes, List.of(neighbour), Reduction.Combine.SUM,
                Lrn.neighbour(lowering, shares, Affine.of(neighbour).plus(-lrn.last(channels))),
                Expr.subtract(own, others), Lowering.at(output, axes));
    }
}
