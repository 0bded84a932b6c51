package org.cnnc.compiler.schedule;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Space;
import org.cnnc.runtime.PhasePlan;

/** Holds a schedule against what every schedule must be; what it finds is a bug in the compiler. */
final class Verify {
    private final Schedule schedule;
    private final Map<Space, Integer> lengths;

    private Verify(Schedule schedule, int parameterFloats, int preparedFloats) {
        this.schedule = schedule;
        Optional<PhasePlan> phases = schedule.training().map(training -> training.plan().phases());
        this.lengths = Map.of(
                Space.PARAMETERS, parameterFloats,
                Space.PREPARED, preparedFloats,
                Space.GRADIENTS, Math.addExact(parameterFloats, phases.map(PhasePlan::extraFloats).orElse(0)),
                Space.SUMS, phases.map(PhasePlan::sumFloats).orElse(0),
                Space.ARENA, schedule.plan().arena(),
                Space.IO, schedule.plan().io(),
                Space.SCRATCH, schedule.plan().scratch());
    }

    /**
     * Every kernel has a name of its own, and touches nothing outside the arrays of its program.
     *
     * @return the schedule
     * @throws IllegalStateException when that is not so
     */
    static Schedule verified(Schedule schedule, int parameterFloats, int preparedFloats) {
        new Verify(schedule, parameterFloats, preparedFloats).run();
        return schedule;
    }

    private void run() {
        Set<String> names = new HashSet<>();
        for (Kernel kernel : schedule.kernels()) {
            if (!names.add(kernel.name())) throw new IllegalStateException("two kernels are named " + kernel.name());
            inside(kernel.nest());
        }
    }

    private void inside(Nest nest) {
        Map<String, Axis> axes = nest.axisByName();
        inside(nest, nest.store(), axes);
        nest.visit(part -> {
            if (part instanceof Expr.Load(Access access)) inside(nest, access, axes);
        });
    }

    private void inside(Nest nest, Access access, Map<String, Axis> axes) {
        Affine offset = access.address().offset();
        List<String> unknown = offset.coefficients().keySet().stream().filter(axis -> !axes.containsKey(axis)).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalStateException(nest.name() + ": " + access + " moves with unknown axes " + unknown);
        }
        Space space = ((Access.Address) access).space();
        int length = lengths.get(space);
        if (offset.min(axes) < 0 || offset.max(axes) >= length) {
            throw new IllegalStateException(nest.name() + ": " + access + " runs from " + offset.min(axes) + " to "
                    + offset.max(axes) + ", beyond the " + length + " floats of " + space);
        }
    }
}
