package org.cnnc.compiler.schedule;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cnnc.compiler.kernel.Scalar;
import org.cnnc.compiler.optimizer.Optimizer;

/**
 * The numbers of a step of the optimizer.
 *
 * @param byName in the order in which kernels number them
 * @param products the different products that occur in them, each of which is kept from step to step
 */
public record StepValues(Map<String, Scalar> byName, List<Scalar.Product> products) {
    static StepValues of(Optimizer optimizer) {
        Set<Scalar.Product> products = new LinkedHashSet<>();
        optimizer.values().values().forEach(value -> value.visit(part -> {
            if (part instanceof Scalar.Product product) products.add(product);
        }));
        return new StepValues(new LinkedHashMap<>(optimizer.values()), List.copyOf(products));
    }
}
