package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Space;

/**
 * Chooses for parameters that nests read in blocks of channels the order in which they are read: a convolution's weight
 * becomes {@code [K/16][C/16][kh][kw][16 c][16 k]}.
 */
final class PackParameters {
    private final Program program;

    private PackParameters(Program program) {
        this.program = program;
    }

    /**
     * The layouts of the parameters that are not read in their canonical order. One that several nests would have in
     * different orders stays as it is.
     */
    static Map<Operand, Layout> layouts(Program program) {
        return new PackParameters(program).layouts();
    }

    /** The program with a packed copy of each parameter in each order in which contractions read it, made where the first does. */
    static Program copies(Program program, Lowering.Temporaries temporaries) {
        return new PackParameters(program).copies(temporaries);
    }

    private Map<Operand, Layout> layouts() {
        Map<Operand, Set<Layout>> orders = new LinkedHashMap<>();
        for (Program.Step step : program.steps()) {
            Nest split = SplitChannels.split(step.nest(), program.layouts());
            for (Access.Element load : split.loads()) {
                if (isParameter(load.operand())) {
                    orders.computeIfAbsent(load.operand(), _ -> new LinkedHashSet<>()).add(order(split, load));
                }
            }
        }
        Map<Operand, Layout> layouts = new LinkedHashMap<>();
        orders.forEach((parameter, all) -> {
            Layout order = all.iterator().next();
            if (all.size() == 1 && order.blocks()) layouts.put(parameter, order);
        });
        return layouts;
    }

    private Program copies(Lowering.Temporaries temporaries) {
        Map<Operand, Map<Layout, Operand>> copies = new HashMap<>();
        Map<Operand, Layout> layouts = new LinkedHashMap<>(program.layouts());
        List<Program.Step> steps = new ArrayList<>();
        for (Program.Step step : program.steps()) {
            Nest nest = step.nest();
            Nest split = SplitChannels.split(nest, program.layouts());
            Map<Operand, Operand> instead = new HashMap<>();
            int made = 0;
            for (Access.Element load : split.loads()) {
                Layout order = isParameter(load.operand()) ? order(split, load) : Layout.dense(load.operand());
                if (!order.blocks() || !BlockChannels.isContraction(nest)) continue;
                Map<Layout, Operand> known = copies.computeIfAbsent(load.operand(), _ -> new HashMap<>());
                if (!known.containsKey(order)) {
                    Operand copy = temporaries.create(load.operand().name() + "_packed", load.operand().type());
                    known.put(order, copy);
                    layouts.put(copy, order);
                    steps.add(new Program.Step(copying(nest.name() + "_packed" + ++made, nest.line(), load.operand(), copy)));
                }
                instead.put(load.operand(), known.get(order));
            }
            steps.add(instead.isEmpty() ? step : new Program.Step(reading(nest, instead), step.fused()));
        }
        return new Program(steps, program.aliases(), program.bound(), layouts);
    }

    private static Nest copying(String name, int line, Operand from, Operand to) {
        List<Axis> axes = new ArrayList<>();
        int[] extents = from.type().shape().extents();
        for (int d = 0; d < extents.length; d++) axes.add(new Axis("d" + d, extents[d]));
        return new Nest(name, line, axes, Optional.empty(), Lowering.load(from, axes), Lowering.at(to, axes));
    }

    private static Nest reading(Nest nest, Map<Operand, Operand> instead) {
        return new Nest(
                nest.name(), nest.line(), nest.axes(),
                nest.reduction().map(reduction -> reduction.mapBody(body -> reading(body, instead))),
                reading(nest.result(), instead), nest.store());
    }

    private static Expr reading(Expr expr, Map<Operand, Operand> instead) {
        return expr.map(part -> part instanceof Expr.Load(Access.Element(Operand operand, var index))
                        && instead.containsKey(operand)
                ? new Expr.Load(new Access.Element(instead.get(operand), index))
                : part);
    }

    private boolean isParameter(Operand operand) {
        Program.Bound bound = program.bound().get(operand);
        return bound != null && bound.space() == Space.PARAMETERS;
    }

    /** The channels of the result are the vector, where it stands in blocks. */
    private Layout order(Nest split, Access.Element load) {
        Access.Element store = split.element();
        Layout stored = program.layouts().get(store.operand());
        boolean blocks = stored != null && stored.blocks();
        return PackedOrder.of(split, load, blocks ? PackedOrder.within(store, 1, split.axisByName()) : Set.of());
    }
}
