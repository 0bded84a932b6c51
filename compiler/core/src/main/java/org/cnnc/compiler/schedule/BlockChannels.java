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
import org.cnnc.compiler.tensor.Shape;

/**
 * Lays out the tensors around convolutions in blocks of channels, {@code [n][C/16][H][W][16]}, so that a vector is the
 * channels of a block and a pixel's weights lie side by side whatever the map's width. A nest that cannot read a tensor
 * so, such as a dense layer behind a {@code flatten}, reads a planar copy. All else is sample-major and dense.
 */
final class BlockChannels {
    private final Program program;
    private final Axis sample;
    private final Lowering.Temporaries temporaries;
    private final Margins margins;
    private final Map<Operand, Layout> blocked = new LinkedHashMap<>();
    private final Map<Operand, Operand> planar = new HashMap<>();
    private final Map<Operand, Operand> aliases;
    private final List<Program.Step> steps = new ArrayList<>();

    private BlockChannels(Program program, int samples, Lowering.Temporaries temporaries) {
        this.program = program;
        this.sample = new Axis(Lowering.SAMPLE, samples);
        this.temporaries = temporaries;
        this.margins = Margins.of(program.steps().stream().map(Program.Step::nest).toList());
        this.aliases = new LinkedHashMap<>(program.aliases());
    }

    /** The program with a layout for every operand of the arena that has samples. @param samples of a block */
    static Program block(Program program, int samples, Lowering.Temporaries temporaries) {
        BlockChannels pass = new BlockChannels(program, samples, temporaries);
        pass.choose();
        program.steps().forEach(pass::add);
        Map<Operand, Layout> layouts = new LinkedHashMap<>(program.layouts());
        for (Program.Step step : pass.steps) {
            for (Operand operand : operands(step.nest())) {
                if (operand.type().batched()) layouts.putIfAbsent(operand, Layout.dense(operand));
            }
        }
        layouts.putAll(pass.blocked);
        return new Program(pass.steps, pass.aliases, program.bound(), layouts);
    }

    /** Those that can be blocked and are connected, by nests that read one and write another, with a contraction. */
    private void choose() {
        Set<Operand> candidates = new LinkedHashSet<>();
        for (Program.Step step : program.steps()) {
            operands(step.nest()).stream().filter(this::canBeBlocked).forEach(candidates::add);
        }
        for (Program.Step step : program.steps()) {
            Operand stored = step.nest().element().operand();
            Map<Operand, Layout> layout = Map.of(stored, Layout.dense(stored));
            if (candidates.contains(stored)) layout = Map.of(stored, Layout.channelBlocked(stored));
            if (!fits(new AxisSplits(step.nest()), step.nest(), step.nest().element(), layout)) candidates.remove(stored);
        }
        List<Set<Operand>> groups = program.steps().stream().map(step -> {
            Set<Operand> group = operands(step.nest());
            group.retainAll(candidates);
            return group;
        }).toList();
        Set<Operand> wanted = new LinkedHashSet<>();
        for (int i = 0; i < groups.size(); i++) {
            if (isContraction(program.steps().get(i).nest())) wanted.addAll(groups.get(i));
        }
        boolean grows = !wanted.isEmpty();
        while (grows) {
            grows = false;
            for (Set<Operand> group : groups) {
                if (group.stream().anyMatch(wanted::contains)) grows |= wanted.addAll(group);
            }
        }
        wanted.forEach(operand -> blocked.put(operand, Layout.channelBlocked(operand)));
    }

    private boolean canBeBlocked(Operand operand) {
        if (!operand.type().batched() || operand.rank() < 3 || program.bound().containsKey(operand)) return false;
        if (program.aliases().containsKey(operand) || storedThroughAlias(operand)) return false;
        Shape shape = operand.type().shape();
        if (shape.channels() % Layout.BLOCK != 0 || shape.elements() == shape.channels()) return false;
        Margins.Margin margin = margins.of(operand);
        return margin.before()[1] == 0 && margin.after()[1] == 0;
    }

    private boolean storedThroughAlias(Operand operand) {
        return program.steps().stream()
                .map(step -> step.nest().element().operand())
                .anyMatch(stored -> !stored.equals(operand) && program.root(stored).equals(operand));
    }

    /**
     * Whether an element can be reached in blocks, and, in a contraction, along one axis within a block: the channels of
     * several groups in one block, each with a reduction of its own, would be no vector.
     */
    private static boolean fits(AxisSplits splits, Nest nest, Access.Element element, Map<Operand, Layout> layouts) {
        if (!SplitChannels.add(splits, element, layouts)) return false;
        if (!isContraction(nest) || !layouts.containsKey(element.operand())) return true;
        return !layouts.get(element.operand()).blocks(1) || splits.axesWithin(element.index().get(1)) <= 1;
    }

    private static Set<Operand> operands(Nest nest) {
        Set<Operand> operands = new LinkedHashSet<>();
        operands.add(nest.element().operand());
        nest.loads().forEach(load -> operands.add(load.operand()));
        return operands;
    }

    /** Whether a nest adds up products. */
    static boolean isContraction(Nest nest) {
        return nest.reduction().isPresent()
                && nest.reduction().get().body() instanceof Expr.Binary(Expr.BinaryOp op, Expr _, Expr _)
                && op == Expr.BinaryOp.MULTIPLY;
    }

    /** Adds a step, and before it the copies that it reads. */
    private void add(Program.Step step) {
        Nest nest = step.nest();
        AxisSplits splits = new AxisSplits(nest);
        SplitChannels.add(splits, nest.element(), blocked);
        Map<Expr, Expr> instead = new HashMap<>();
        for (Access.Element load : nest.loads()) {
            Operand root = program.root(load.operand());
            if (!root.equals(load.operand()) && blocked.containsKey(root)) {
                Operand copy = planar(root, nest);
                aliases.replaceAll((alias, of) -> of.equals(root) ? copy : of);
            } else if (!fits(splits, nest, load, blocked)) {
                Operand copy = planar(load.operand(), nest);
                instead.put(new Expr.Load(load), new Expr.Load(new Access.Element(copy, load.index())));
            }
        }
        Nest reading = instead.isEmpty()
                ? nest
                : new Nest(
                        nest.name(), nest.line(), nest.axes(),
                        nest.reduction().map(r -> r.mapBody(body -> body.map(part -> instead.getOrDefault(part, part)))),
                        nest.result().map(part -> instead.getOrDefault(part, part)), nest.store());
        steps.add(new Program.Step(reading, step.fused()));
    }

    /** The planar copy of a blocked operand, made before its first reader. */
    private Operand planar(Operand operand, Nest reader) {
        Operand known = planar.get(operand);
        if (known != null) return known;
        Operand copy = temporaries.create(operand.name() + "_planar", operand.type());
        String name = reader.name() + "_planar" + (planar.size() + 1);
        List<Axis> axes = new ArrayList<>(List.of(sample));
        int[] extents = operand.type().shape().extents();
        for (int d = 0; d < extents.length; d++) axes.add(new Axis("d" + d, extents[d]));
        steps.add(new Program.Step(new Nest(
                name, reader.line(), axes, Optional.empty(), Lowering.load(operand, axes), Lowering.at(copy, axes))));
        planar.put(operand, copy);
        return copy;
    }
}
