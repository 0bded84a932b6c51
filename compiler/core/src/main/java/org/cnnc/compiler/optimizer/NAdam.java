package org.cnnc.compiler.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Scalar;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.Schema;

/**
 * Adam that looks ahead as PyTorch's {@code NAdam} defines it (Dozat, 2016): with g the gradient plus {@code weightDecay}
 * times the parameter, m and v its {@link Moments}, mu_t = beta1 * (1 - 0.96^(t * momentumDecay) / 2) and M_t the
 * product of mu_1 to mu_t, the parameter moves by -lr * ((1 - mu_t) / (1 - M_t) * g + mu_(t+1) / (1 - M_(t+1)) * m) /
 * (sqrt(v / (1 - beta2^t)) + eps).
 */
public record NAdam(double lr, double beta1, double beta2, double eps, double momentumDecay, double weightDecay)
        implements Optimizer {
    public static final OptimizerKind KIND = new OptimizerKind(
            "nadam",
            "Adam with Nesterov's look ahead (Dozat, 2016).",
            Schema.of(
                    OptimizerArguments.rate("0.002"), OptimizerArguments.beta1(), OptimizerArguments.beta2(),
                    OptimizerArguments.eps("1e-8"),
                    Argument.key("momentum_decay", OptimizerArguments.FACTOR, "0.004", "how fast the momentum rises to beta1"),
                    OptimizerArguments.weightDecay("0")),
            arguments -> new NAdam(
                    arguments.number("lr"), arguments.number("beta1"), arguments.number("beta2"), arguments.number("eps"),
                    arguments.number("momentum_decay"), arguments.number("weight_decay")))
            .differing("`beta1` and `beta2` are PyTorch's `betas`; there is no `decoupled_weight_decay`.");

    @Override
    public String name() {
        return "nadam";
    }

    @Override
    public Map<String, Double> hyper() {
        Map<String, Double> hyper = Moments.hyper(lr, beta1, beta2, eps, weightDecay);
        hyper.put("momentum_decay", momentumDecay);
        return hyper;
    }

    @Override
    public Map<String, Scalar> values() {
        Scalar minusRate = Scalar.setting("lr").negated();
        Scalar mu = momentum(Scalar.step());
        Scalar next = momentum(Scalar.step().plus(Scalar.constant(1)));
        Scalar product = new Scalar.Product(mu);
        Map<String, Scalar> values = Moments.values();
        values.put("weight_decay", Scalar.setting("weight_decay"));
        values.put("minus_gradient_rate", minusRate.times(mu.complement()).over(product.complement()));
        values.put("minus_mean_rate", minusRate.times(next).over(product.times(next).complement()));
        return values;
    }

    private static Scalar momentum(Scalar step) {
        Scalar decayed = Scalar.constant(0.96).power(step.times(Scalar.setting("momentum_decay")));
        return Scalar.setting("beta1").times(Scalar.constant(0.5).times(decayed).complement());
    }

    @Override
    public List<StateArray> state() {
        return Moments.STATE;
    }

    @Override
    public List<Nest> step(StepTerms terms) {
        Expr g = terms.decayedGradient();
        List<Nest> nests = new ArrayList<>(Moments.update(terms, g));
        Expr mean = Expr.multiply(terms.value("minus_mean_rate"), terms.state(Moments.MEAN));
        Expr direction = Expr.divide(Expr.fma(terms.value("minus_gradient_rate"), g, mean), Moments.divisor(terms));
        nests.add(terms.setParameter(Expr.add(terms.parameter(), direction)));
        return nests;
    }
}
