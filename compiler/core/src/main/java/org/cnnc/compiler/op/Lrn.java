package org.cnnc.compiler.op;

import static org.cnnc.compiler.op.Argument.key;
import static org.cnnc.compiler.op.Argument.positional;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Elementary;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;

/**
 * Local response normalisation across channels (Krizhevsky et al., 2012), as PyTorch's {@code LocalResponseNorm}:
 * {@code x_c / (k + alpha / size * sum of x_j^2)^beta}, over the {@code size} channels j from c - floor(size / 2) on;
 * channels beyond the first and the last count as zeros. The paper's alpha is not divided by the size.
 */
public record Lrn(int size, double alpha, double beta, double k) implements Layer {
    public static final LayerKind KIND = new LayerKind(
            "lrn",
            "Divides each element by a power of its neighbours' squares in other channels.",
            Schema.of(
                    positional("size", ArgumentType.count(), "channels whose squares are summed"),
                    key("alpha", ArgumentType.number(0, Float.MAX_VALUE), "1e-4", "factor of the squares' mean"),
                    key("beta", ArgumentType.number(0, Float.MAX_VALUE), "0.75", "exponent of the divisor"),
                    key("k", ArgumentType.number(1e-6, Float.MAX_VALUE), "1.0", "added to the mean")),
            arguments -> new Lrn(
                    arguments.count("size"), arguments.number("alpha"), arguments.number("beta"), arguments.number("k")),
            List.of(
                    Sample.of("lrn 1", Shape.of(1, 1, 1)),
                    Sample.of("lrn 5, alpha=0.5", Shape.of(7, 3, 2)),
                    Sample.of("lrn 4, alpha=2, beta=0.5, k=2", Shape.of(17, 3)),
                    Sample.of("lrn 9, alpha=1", Shape.of(3, 5)),
                    Sample.of("lrn 3, alpha=0.5, beta=1.5", Shape.of(5)),
                    Sample.of("lrn 2, alpha=0.5", Shape.of(3, 3, 2, 4))));

    @Override
    public LayerKind kind() {
        return KIND;
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        return inputs.getFirst();
    }

    /** The first channel of a window, counted from its own, as far as there are any. */
    int first(int channels) {
        return -Math.min(size / 2, channels - 1);
    }

    /** The last one. */
    int last(int channels) {
        return Math.min(size - 1 - size / 2, channels - 1);
    }

    /** The base of the power: {@code k + alpha / size * sum of x_j^2}, of every element. */
    double[] bases(Tensor x) {
        int channels = x.shape().channels();
        int area = x.sampleSize() / channels;
        double[] bases = new double[x.data().length];
        for (int i = 0; i < bases.length; i++) {
            int c = i / area % channels;
            double sum = 0;
            for (int j = Math.max(0, c + first(channels)); j <= Math.min(c + last(channels), channels - 1); j++) {
                sum += Math.pow(x.data()[i + (j - c) * area], 2);
            }
            bases[i] = k + alpha / size * sum;
        }
        return bases;
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.getFirst();
        double[] bases = bases(x);
        return Tensor.fill(x.type(), evaluation.samples(), i -> x.data()[i] / Math.pow(bases[i], beta));
    }

    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        return List.of(builder.apply(new LrnInputGradient(this), inputs.getFirst(), dy));
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        Operand x = inputs.getFirst();
        List<Axis> axes = lowering.axes(x);
        Expr base = Lowering.load(bases(lowering, x), axes);
        Expr result = Expr.multiply(Lowering.load(x, axes), Elementary.power(base, -beta));
        lowering.compute(axes, result, Lowering.at(output, axes));
    }

    /** Computes the bases. */
    Operand bases(Lowering lowering, Operand x) {
        int channels = x.type().shape().channels();
        Operand bases = lowering.temporary("base", x.type().shape());
        Axis neighbour = new Axis("w", last(channels) - first(channels) + 1);
        Expr element = neighbour(lowering, x, Affine.of(neighbour).plus(first(channels)));
        List<Axis> axes = lowering.axes(x);
        lowering.reduce(
                axes, List.of(neighbour), Reduction.Combine.SUM, Expr.multiply(element, element),
                Expr.fma(Expr.accumulator(), Expr.constant(alpha / size), Expr.constant(k)), Lowering.at(bases, axes));
        return bases;
    }

    /** The element of another channel; zero where there is none. @param away channels from that of the point */
    static Expr neighbour(Lowering lowering, Operand x, Affine away) {
        List<Affine> index = new ArrayList<>(lowering.axes(x).stream().map(Affine::of).toList());
        index.set(1, index.get(1).plus(away));
        return new Expr.Load(new Access.Element(x, index));
    }
}
