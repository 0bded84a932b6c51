package org.cnnc.compiler.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Scalar;
import org.cnnc.compiler.op.Schema;

/**
 * Adam with decoupled weight decay as PyTorch's {@code AdamW} defines it (Loshchilov and Hutter, 2019): the parameter is
 * multiplied by 1 - lr * {@code weightDecay} and then moves as in {@link Adam}, whose gradient has no decay in it.
 */
public record AdamW(double lr, double beta1, double beta2, double eps, double weightDecay) implements Optimizer {
    public static final OptimizerKind KIND = new OptimizerKind(
            "adamw",
            "Adam with the weight decay apart from the gradient (Loshchilov and Hutter, 2019).",
            Schema.of(
                    OptimizerArguments.rate("0.001"), OptimizerArguments.beta1(), OptimizerArguments.beta2(),
                    OptimizerArguments.eps("1e-8"), OptimizerArguments.weightDecay("0.01")),
            arguments -> new AdamW(
                    arguments.number("lr"), arguments.number("beta1"), arguments.number("beta2"), arguments.number("eps"),
                    arguments.number("weight_decay")))
            .differing("`beta1` and `beta2` are PyTorch's `betas`; there is no `amsgrad`.");

    @Override
    public String name() {
        return "adamw";
    }

    @Override
    public Map<String, Double> hyper() {
        return Moments.hyper(lr, beta1, beta2, eps, weightDecay);
    }

    @Override
    public Map<String, Scalar> values() {
        Map<String, Scalar> values = Moments.values();
        values.put("minus_decay", Scalar.setting("lr").negated().times(Scalar.setting("weight_decay")));
        values.put("minus_rate", Moments.minusCorrectedRate());
        return values;
    }

    @Override
    public List<StateArray> state() {
        return Moments.STATE;
    }

    @Override
    public List<Nest> step(StepTerms terms) {
        List<Nest> nests = new ArrayList<>(Moments.update(terms, terms.gradient()));
        Expr direction = Expr.divide(terms.state(Moments.MEAN), Moments.divisor(terms));
        // Not times 1 - lr * weight_decay: rounded to float, that errs to one side, step by step.
        Expr kept = Expr.fma(terms.value("minus_decay"), terms.parameter(), terms.parameter());
        nests.add(terms.setParameter(Expr.fma(terms.value("minus_rate"), direction, kept)));
        return nests;
    }
}
