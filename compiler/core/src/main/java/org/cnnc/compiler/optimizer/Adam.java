package org.cnnc.compiler.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Scalar;
import org.cnnc.compiler.op.Schema;

/**
 * Adam as PyTorch's {@code Adam} defines it: with g the gradient plus {@code weightDecay} times the parameter, and m and
 * v its {@link Moments}, the parameter moves by -lr / (1 - beta1^t) * m / (sqrt(v / (1 - beta2^t)) + eps).
 */
public record Adam(double lr, double beta1, double beta2, double eps, double weightDecay) implements Optimizer {
    public static final OptimizerKind KIND = new OptimizerKind(
            "adam",
            "Rates by running means of the gradient and of its square (Kingma and Ba, 2015).",
            Schema.of(
                    OptimizerArguments.rate("0.001"), OptimizerArguments.beta1(), OptimizerArguments.beta2(),
                    OptimizerArguments.eps("1e-8"), OptimizerArguments.weightDecay("0")),
            arguments -> new Adam(
                    arguments.number("lr"), arguments.number("beta1"), arguments.number("beta2"), arguments.number("eps"),
                    arguments.number("weight_decay")))
            .differing("`beta1` and `beta2` are PyTorch's `betas`; there is no `amsgrad`.");

    @Override
    public String name() {
        return "adam";
    }

    @Override
    public Map<String, Double> hyper() {
        return Moments.hyper(lr, beta1, beta2, eps, weightDecay);
    }

    @Override
    public Map<String, Scalar> values() {
        Map<String, Scalar> values = Moments.values();
        values.put("weight_decay", Scalar.setting("weight_decay"));
        values.put("minus_rate", Moments.minusCorrectedRate());
        return values;
    }

    @Override
    public List<StateArray> state() {
        return Moments.STATE;
    }

    @Override
    public List<Nest> step(StepTerms terms) {
        List<Nest> nests = new ArrayList<>(Moments.update(terms, terms.decayedGradient()));
        Expr direction = Expr.divide(terms.state(Moments.MEAN), Moments.divisor(terms));
        nests.add(terms.setParameter(Expr.fma(terms.value("minus_rate"), direction, terms.parameter())));
        return nests;
    }
}
