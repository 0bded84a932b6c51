package org.cnnc.compiler.schedule;

import java.util.List;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Space;

/** Makes what is stored to the gradients an addition: each block of a batch adds its share. */
final class Accumulate {
    private Accumulate() {}

    static Program accumulate(Program program) {
        List<Program.Step> steps = program.steps().stream()
                .map(step -> intoGradients(program, step.nest())
                        ? new Program.Step(added(step.nest()), step.fused())
                        : step)
                .toList();
        return program.withSteps(steps);
    }

    private static boolean intoGradients(Program program, Nest nest) {
        Program.Bound bound = program.bound().get(nest.element().operand());
        return bound != null && bound.space() == Space.GRADIENTS;
    }

    private static Nest added(Nest nest) {
        Expr sum = Expr.add(new Expr.Load(nest.element()), nest.result());
        return new Nest(nest.name(), nest.line(), nest.axes(), nest.reduction(), sum, nest.store());
    }
}
