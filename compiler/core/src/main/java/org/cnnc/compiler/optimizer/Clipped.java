package org.cnnc.compiler.optimizer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Scalar;

/**
 * An optimizer whose gradients are made shorter where they are long, as PyTorch's {@code clip_grad_norm_} does: all are
 * multiplied by min(1, clipNorm / (norm + 1e-6)), norm being the L2 norm of all of them together.
 */
public record Clipped(Optimizer optimizer, double clipNorm) implements Optimizer {
    private static final double EPS = 1e-6;

    @Override
    public String name() {
        return optimizer.name();
    }

    @Override
    public Map<String, Double> hyper() {
        Map<String, Double> hyper = new LinkedHashMap<>(optimizer.hyper());
        hyper.put("clip_norm", clipNorm);
        return hyper;
    }

    @Override
    public Map<String, Scalar> values() {
        Scalar norm = new Scalar.GradientNorm().plus(Scalar.constant(EPS));
        Map<String, Scalar> values = new LinkedHashMap<>(optimizer.values());
        values.put("clip", Scalar.constant(1).min(Scalar.setting("clip_norm").over(norm)));
        return values;
    }

    @Override
    public List<StateArray> state() {
        return optimizer.state();
    }

    @Override
    public List<Nest> step(StepTerms terms) {
        return optimizer.step(terms.withGradient(Expr.multiply(terms.value("clip"), terms.gradient())));
    }
}
