package org.cnnc.compiler.schedule;

import java.util.Optional;
import org.cnnc.compiler.kernel.Nest;

/** Chooses the plan of a nest for a JVM without the Vector API: rows, else long sums, else scalar tiles. */
final class PlainPlan {
    private PlainPlan() {}

    static LoopPlan choose(Nest nest) {
        Optional<? extends LoopPlan> plan = ChooseRows.consecutive(nest);
        if (plan.isEmpty()) plan = ChooseDots.choose(nest);
        if (plan.isEmpty()) plan = ChooseRows.gathered(nest);
        return plan.isPresent() ? plan.get() : Tile.choose(nest, 1);
    }
}
