package org.cnnc.compiler.schedule;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Operand;

/** Which operands are sums over the samples: a block has its share of them, and knows the whole only later. */
final class BatchSums {
    private BatchSums() {}

    /** Whether a nest adds up what the samples of a block contribute. */
    static boolean sums(Nest nest) {
        return !nest.element().operand().type().batched()
                && nest.reduction().stream()
                        .flatMap(reduction -> reduction.axes().stream())
                        .map(Axis::name)
                        .anyMatch(Lowering.SAMPLE::equals);
    }

    /** The sums that some nest reads. */
    static Set<Operand> read(List<Program.Step> steps) {
        Set<Operand> stored = new HashSet<>();
        steps.stream().map(Program.Step::nest).filter(BatchSums::sums).forEach(nest -> stored.add(nest.element().operand()));
        return steps.stream()
                .flatMap(step -> step.nest().loads().stream())
                .map(load -> load.operand())
                .filter(stored::contains)
                .collect(Collectors.toSet());
    }
}
