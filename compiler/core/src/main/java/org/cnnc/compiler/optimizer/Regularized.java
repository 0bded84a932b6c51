package org.cnnc.compiler.optimizer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Scalar;

/**
 * An optimizer whose gradient has that of penalties added: {@code l1} times the sign of the parameter, which is 0 at 0, of
 * the sum of absolute values, and {@code l2} times the parameter, of half the sum of squares.
 */
public record Regularized(Optimizer optimizer, double l1, double l2) implements Optimizer {
    @Override
    public String name() {
        return optimizer.name();
    }

    @Override
    public Map<String, Double> hyper() {
        Map<String, Double> hyper = new LinkedHashMap<>(optimizer.hyper());
        if (l1 > 0) hyper.put("l1", l1);
        if (l2 > 0) hyper.put("l2", l2);
        return hyper;
    }

    @Override
    public Map<String, Scalar> values() {
        Map<String, Scalar> values = new LinkedHashMap<>(optimizer.values());
        if (l1 > 0) values.put("l1", Scalar.setting("l1"));
        if (l2 > 0) values.put("l2", Scalar.setting("l2"));
        return values;
    }

    @Override
    public List<StateArray> state() {
        return optimizer.state();
    }

    @Override
    public List<Nest> step(StepTerms terms) {
        Expr p = terms.parameter();
        Expr g = terms.gradient();
        if (l2 > 0) g = Expr.fma(terms.value("l2"), p, g);
        if (l1 > 0) g = Expr.add(g, signed(terms.value("l1"), p));
        return optimizer.step(terms.withGradient(g));
    }

    /** The value with the sign of a number; 0 for 0. */
    private static Expr signed(Expr value, Expr number) {
        Expr zero = Expr.constant(0);
        Expr negative = new Expr.Unary(Expr.UnaryOp.NEGATE, value);
        return Expr.ifLess(zero, number, value, Expr.ifLess(number, zero, negative, zero));
    }
}
