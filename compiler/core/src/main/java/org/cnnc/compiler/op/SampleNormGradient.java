package org.cnnc.compiler.op;

import java.util.List;
import java.util.function.UnaryOperator;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * Gradient of {@link SampleNorm}'s input: (x, dy), or (x, dy, weight) where what is normalised is multiplied by a
 * weight, to {@code (g - mean of g - y * mean of g y) / deviation}, y being the normalised x and g = dy * weight.
 */
public record SampleNormGradient(SampleNorm norm) implements GradientOp {
    @Override
    public String name() {
        return "sample_norm_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return inputs.getFirst();
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.get(0);
        double[] y = norm.evaluate(List.of(x), evaluation).data();
        double[] g = inputs.get(1).data().clone();
        double[] gy = new double[g.length];
        for (int i = 0; i < g.length; i++) {
            if (inputs.size() == 3) g[i] *= ofParameter(inputs.get(2), x, i);
            gy[i] = g[i] * y[i];
        }
        Tensor dx = Tensor.zeros(x.type(), x.samples());
        int size = x.sampleSize() / norm.groups();
        for (int first = 0; first < g.length; first += size) {
            double meanG = SampleNorm.mean(g, first, size);
            double meanGy = SampleNorm.mean(gy, first, size);
            double deviation = norm.deviation(x.data(), first, size);
            for (int i = first; i < first + size; i++) dx.data()[i] = (g[i] - meanG - y[i] * meanGy) / deviation;
        }
        return dx;
    }

    /** A parameter has an element for each channel, or for each element of a sample. */
    static double ofParameter(Tensor parameter, Tensor x, int at) {
        int positions = x.sampleSize() / parameter.data().length;
        return parameter.data()[at % x.sampleSize() / positions];
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        GroupLoops loops = GroupLoops.of(lowering, inputs.get(0), norm.groups());
        SampleNorm.Statistics statistics = norm.statistics(loops, inputs.get(0));
        Expr dy = loops.load(inputs.get(1));
        Expr g = inputs.size() == 3 ? Expr.multiply(dy, loops.ofParameter(inputs.get(2))) : dy;
        Expr meanG = loops.mean("mean_gradient", g, UnaryOperator.identity());
        Expr meanGy = loops.mean("mean_product", Expr.multiply(g, statistics.normal()), UnaryOperator.identity());
        Expr centred = Expr.subtract(Expr.subtract(g, meanG), Expr.multiply(statistics.normal(), meanGy));
        lowering.compute(loops.all(), Expr.multiply(centred, statistics.inverse()), loops.at(output));
    }
}
