package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;

/**
 * Copies an operand to sample-major order where a sum runs over the samples and hardly anything else, as in the
 * weight gradient of a dense layer. With samples innermost each sum would end in one vector whose lanes must be
 * added up for every single weight; sample-major, the weights of a row are the vector.
 */
final class Transpose {
    /** Sums of at most this many terms beside the samples are worth the copy. */
    private static final int FEW = 4;

    private Transpose() {}

    static Program transpose(Program program, Lowering.Temporaries temporaries) {
        List<Program.Step> steps = new ArrayList<>();
        Map<Operand, Operand> transposed = new HashMap<>();
        Map<Operand, Layout> layouts = new HashMap<>(program.layouts());
        for (Program.Step step : program.steps()) {
            Optional<Access.Element> load = worthTransposing(program, step.nest());
            if (load.isEmpty()) {
                steps.add(step);
                continue;
            }
            Operand operand = load.get().operand();
            if (!transposed.containsKey(operand)) {
                Operand copy = temporaries.create(operand.name() + "_transposed", operand.type());
                transposed.put(operand, copy);
                layouts.put(copy, Layout.dense(copy));
                steps.add(new Program.Step(copy(step.nest(), operand, copy)));
            }
            Operand copy = transposed.get(operand);
            Expr from = new Expr.Load(load.get());
            Expr to = new Expr.Load(new Access.Element(copy, load.get().index()));
            Nest nest = step.nest();
            Reduction reduction = nest.reduction().orElseThrow()
                    .mapBody(body -> body.map(part -> part.equals(from) ? to : part));
            steps.add(new Program.Step(
                    new Nest(nest.name(), nest.line(), nest.axes(), Optional.of(reduction), nest.result(), nest.store()),
                    step.fused()));
        }
        return new Program(steps, program.aliases(), program.bound(), layouts);
    }

    /** The load to transpose: the one that runs along the rows of the stored matrix. */
    private static Optional<Access.Element> worthTransposing(Program program, Nest nest) {
        Access.Element store = nest.element();
        if (nest.reduction().isEmpty() || store.operand().type().batched() || store.index().size() < 2) {
            return Optional.empty();
        }
        long terms = 1;
        boolean overSamples = false;
        for (Axis axis : nest.reduction().get().axes()) {
            if (axis.name().equals(Lowering.SAMPLE)) overSamples = true;
            else terms *= axis.extent();
        }
        if (!overSamples || terms > FEW) return Optional.empty();
        List<String> rowAxes = store.index().stream()
                .skip(1)
                .flatMap(index -> index.coefficients().keySet().stream())
                .toList();
        Map<String, Axis> axes = nest.axisByName();
        return nest.loads().stream()
                .filter(load -> load.operand().type().batched())
                .filter(load -> load.index().stream().anyMatch(index -> rowAxes.stream().anyMatch(a -> index.of(a) != 0)))
                .filter(load -> inside(load, axes) && !program.layouts().containsKey(load.operand()))
                .findFirst();
    }

    private static boolean inside(Access.Element load, Map<String, Axis> axes) {
        for (int i = 1; i < load.index().size(); i++) {
            Affine index = load.index().get(i);
            int extent = load.operand().type().shape().extent(i - 1);
            if (index.min(axes) < 0 || index.max(axes) >= extent) return false;
        }
        return true;
    }

    private static Nest copy(Nest user, Operand from, Operand to) {
        List<Axis> axes = new ArrayList<>();
        user.reduction().orElseThrow().axes().stream()
                .filter(axis -> axis.name().equals(Lowering.SAMPLE))
                .forEach(axes::add);
        int[] extents = from.type().shape().extents();
        for (int d = 0; d < extents.length; d++) axes.add(new Axis("d" + d, extents[d]));
        return new Nest(
                user.name() + "_transpose",
                user.line(),
                axes,
                Optional.empty(),
                Lowering.load(from, axes),
                Lowering.at(to, axes));
    }
}
