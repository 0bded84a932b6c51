package org.cnnc.compiler.optimizer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Scalar;

/**
 * An optimizer that keeps a running mean of the parameters: it starts as the parameters before the first step, and behind
 * each step moves by 1 - decay towards what they have become. PyTorch's {@code AveragedModel} with {@code
 * get_ema_multi_avg_fn} does the same from the second step on, and starts as the parameters behind the first. The mean is
 * the last array of state.
 */
public record Averaged(Optimizer optimizer, double emaDecay) implements Optimizer {
    @Override
    public String name() {
        return optimizer.name();
    }

    @Override
    public Map<String, Double> hyper() {
        Map<String, Double> hyper = new LinkedHashMap<>(optimizer.hyper());
        hyper.put("ema_decay", emaDecay);
        return hyper;
    }

    @Override
    public Map<String, Scalar> values() {
        Map<String, Scalar> values = new LinkedHashMap<>(optimizer.values());
        values.put("new_average", Scalar.setting("ema_decay").complement());
        return values;
    }

    @Override
    public List<StateArray> state() {
        List<StateArray> state = new ArrayList<>(optimizer.state());
        state.add(StateArray.likeParameters("average"));
        return state;
    }

    @Override
    public List<Nest> step(StepTerms terms) {
        int slot = optimizer.state().size();
        Expr average = terms.state(slot);
        Expr change = Expr.subtract(terms.parameter(), average);
        List<Nest> nests = new ArrayList<>(optimizer.step(terms));
        nests.add(terms.setState(slot, Expr.fma(terms.value("new_average"), change, average)));
        return nests;
    }
}
