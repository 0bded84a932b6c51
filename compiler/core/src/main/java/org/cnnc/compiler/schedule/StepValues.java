package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cnnc.compiler.kernel.Scalar;
import org.cnnc.compiler.optimizer.Optimizer;
import org.cnnc.compiler.optimizer.StateArray;
import org.cnnc.runtime.OptimizerPlan;

/**
 * The numbers of a step of the optimizer.
 *
 * @param byName in the order in which kernels number them
 * @param products the different products that occur in them, each of which is kept from step to step
 * @param readsNorm whether the norm of the gradients occurs in them, so that it must be known before the step
 */
public record StepValues(Map<String, Scalar> byName, List<Scalar.Product> products, boolean readsNorm) {
    static StepValues of(Optimizer optimizer) {
        Set<Scalar> parts = new LinkedHashSet<>();
        optimizer.values().values().forEach(value -> value.visit(parts::add));
        List<Scalar.Product> products = new ArrayList<>();
        for (Scalar part : parts) {
            if (part instanceof Scalar.Product product) products.add(product);
        }
        return new StepValues(
                new LinkedHashMap<>(optimizer.values()), List.copyOf(products), parts.contains(new Scalar.GradientNorm()));
    }

    /** What the runtime keeps for the optimizer whose numbers these are. */
    OptimizerPlan plan(Optimizer optimizer) {
        List<Float> starts = new ArrayList<>();
        boolean averages = false;
        for (StateArray array : optimizer.state()) {
            if (averages) throw new IllegalStateException("the average is the last array of state: " + optimizer);
            switch (array.start()) {
                case StateArray.Start.Value(double value) -> starts.add((float) value);
                case StateArray.Start.Parameters() -> averages = true;
            }
        }
        float[] filled = new float[starts.size()];
        for (int i = 0; i < filled.length; i++) filled[i] = starts.get(i);
        return new OptimizerPlan(
                optimizer.hyper().keySet().toArray(String[]::new),
                optimizer.hyper().values().stream().mapToDouble(Double::doubleValue).toArray(),
                byName.size(), products.size(), readsNorm, filled, averages);
    }
}
