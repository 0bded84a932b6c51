package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Nest;

/** Orders the independent loops of a nest so that the least comes from beyond the caches. */
final class OrderLoops {
    /** Of the traffic: less is not worth leaving the order in which results lie in memory. */
    private static final double WORTH = 0.9;

    /** More axes have too many orders, and none of a layer's nests has them. */
    private static final int MOST_AXES = 6;

    private OrderLoops() {}

    /** The nest with its loops in the best order for a plan; as it is where no other is clearly better. */
    static Nest order(Nest nest, LoopPlan.Tiled plan) {
        if (nest.axes().size() > MOST_AXES) return nest;
        List<Axis> best = nest.axes();
        double bestCycles = WORTH * traffic(nest, plan);
        if (bestCycles == 0) return nest;
        for (List<Axis> axes : orders(nest.axes())) {
            double cycles = traffic(with(nest, axes), plan);
            if (cycles < bestCycles) {
                bestCycles = cycles;
                best = axes;
            }
        }
        return with(nest, best);
    }

    private static double traffic(Nest nest, LoopPlan.Tiled plan) {
        return new Traffic(nest).ofNest(axis -> Math.min(axis.extent(), plan.step(axis.name())));
    }

    private static Nest with(Nest nest, List<Axis> axes) {
        return new Nest(nest.name(), nest.line(), axes, nest.reduction(), nest.result(), nest.store());
    }

    /** All orders, those near the given one first. */
    private static List<List<Axis>> orders(List<Axis> axes) {
        if (axes.size() <= 1) return List.of(axes);
        List<List<Axis>> orders = new ArrayList<>();
        for (Axis first : axes) {
            List<Axis> others = new ArrayList<>(axes);
            others.remove(first);
            for (List<Axis> rest : orders(others)) {
                List<Axis> order = new ArrayList<>(List.of(first));
                order.addAll(rest);
                orders.add(order);
            }
        }
        return orders;
    }
}
