package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Elementary;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.tensor.Shape;

/**
 * Gaussian error linear unit, {@code x Phi(x)} with Phi the normal distribution's cumulative function, by the exact error
 * function (Hendrycks and Gimpel, 2016; PyTorch's default).
 */
public record Gelu() implements Pointwise {
    public static final LayerKind KIND = new LayerKind(
            "gelu",
            "Each element times the probability of a smaller one under the normal distribution.",
            Schema.of(),
            arguments -> new Gelu(),
            List.of(
                    Sample.of("gelu", Shape.of(1)),
                    Sample.of("gelu", Shape.of(17)),
                    Sample.of("gelu", Shape.of(3, 5, 7)),
                    Sample.of("gelu", Shape.of(3, 17)),
                    Sample.of("gelu", Shape.of(2, 3, 2, 4))));

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
    public double value(double x) {
        return x * normal(x);
    }

    @Override
    public Expr value(Expr x) {
        return Expr.multiply(x, normal(x));
    }

    @Override
    public double slope(double x) {
        return normal(x) + x * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    @Override
    public Expr slope(Expr x) {
        Expr power = Elementary.exp(Expr.multiply(Expr.multiply(x, x), Expr.constant(-0.5)));
        return Expr.fma(Expr.multiply(x, power), Expr.constant(1 / Math.sqrt(2 * Math.PI)), normal(x));
    }

    private static Expr normal(Expr x) {
        Expr erf = Elementary.erf(Expr.multiply(x, Expr.constant(Math.sqrt(0.5))));
        return Expr.fma(erf, Expr.constant(0.5), Expr.constant(0.5));
    }

    private static double normal(double x) {
        return 0.5 + 0.5 * erf(x * Math.sqrt(0.5));
    }

    /** {@code 2 / sqrt(pi) exp(-x^2) sum_n 2^n x^(2n + 1) / (2n + 1)!!}, whose terms all have one sign; 1 from 6 on. */
    static double erf(double x) {
        if (Math.abs(x) > 6) return Math.signum(x);
        double sum = 0;
        double term = x;
        for (int n = 0; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
            sum += term;
            term *= 2 * x * x / (2 * n + 3);
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }
}
