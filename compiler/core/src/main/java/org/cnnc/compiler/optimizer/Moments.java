package org.cnnc.compiler.optimizer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Scalar;

/**
 * What Adam and its kin have in common (Kingma and Ba, 2015): m, the running mean of the gradient, and v, that of its
 * square, which start at 0 and are divided by 1 - beta^t to make up for it.
 */
final class Moments {
    static final int MEAN = 0;
    static final int SQUARE = 1;
    static final List<StateArray> STATE = List.of(StateArray.zeros("mean"), StateArray.zeros("square"));

    private static final Scalar BETA1 = Scalar.setting("beta1");
    private static final Scalar BETA2 = Scalar.setting("beta2");

    private Moments() {}

    static Map<String, Double> hyper(double lr, double beta1, double beta2, double eps, double weightDecay) {
        Map<String, Double> hyper = new LinkedHashMap<>();
        hyper.put("lr", lr);
        hyper.put("beta1", beta1);
        hyper.put("beta2", beta2);
        hyper.put("eps", eps);
        hyper.put("weight_decay", weightDecay);
        return hyper;
    }

    /** What {@link #update} and {@link #divisor} compute with. */
    static Map<String, Scalar> values() {
        Map<String, Scalar> values = new LinkedHashMap<>();
        values.put("new_mean", BETA1.complement());
        values.put("beta2", BETA2);
        values.put("new_square", BETA2.complement());
        values.put("square_correction", Scalar.constant(1).over(correction(BETA2).root()));
        values.put("eps", Scalar.setting("eps"));
        return values;
    }

    /** lr / (1 - beta1^t), with the minus of a descent. */
    static Scalar minusCorrectedRate() {
        return Scalar.setting("lr").over(correction(BETA1)).negated();
    }

    private static Scalar correction(Scalar beta) {
        return beta.power(Scalar.step()).complement();
    }

    /** m = m + (1 - beta1) (g - m) and v = beta2 v + (1 - beta2) g^2. */
    static List<Nest> update(StepTerms terms, Expr g) {
        Expr m = terms.state(MEAN);
        Expr v = terms.state(SQUARE);
        Expr newSquare = Expr.multiply(Expr.multiply(terms.value("new_square"), g), g);
        return List.of(
                terms.setState(MEAN, Expr.fma(terms.value("new_mean"), Expr.subtract(g, m), m)),
                terms.setState(SQUARE, Expr.fma(terms.value("beta2"), v, newSquare)));
    }

    /** sqrt(v / (1 - beta2^t)) + eps. */
    static Expr divisor(StepTerms terms) {
        return Expr.fma(Expr.sqrt(terms.state(SQUARE)), terms.value("square_correction"), terms.value("eps"));
    }
}
