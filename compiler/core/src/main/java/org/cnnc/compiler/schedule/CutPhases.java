package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Space;

/**
 * Cuts a training step into {@link org.cnnc.runtime.PhasePlan phases}. A block adds its share of a sum over the batch
 * to the gradients; a nest that reads the sum runs one phase after those that add to it, and reads it from {@link
 * Space#SUMS}. A nest that makes a parameter, or a part of a gradient, of nothing but sums runs once a step, behind all
 * phases.
 */
final class CutPhases {
    private static final int ALIGNMENT = 16;

    private final Program program;
    private final Set<Operand> sums;
    private final Map<Operand, Integer> phases = new HashMap<>();
    private final Map<Operand, Program.Bound> bound;
    private final Map<Operand, Operand> whole = new LinkedHashMap<>();

    /**
     * A step in phases.
     *
     * @param program the steps, phase by phase
     * @param ends where each phase ends among the steps; what is behind the last runs once
     * @param sums what is summed after each phase, and {@code sumFloats} and {@code extraFloats}: as in the runtime's plan
     */
    record Phased(Program program, int[] ends, int[][] sums, int sumFloats, int extraFloats) {}

    private CutPhases(Program program) {
        this.program = program;
        this.bound = new LinkedHashMap<>(program.bound());
        this.sums = BatchSums.read(program.steps());
    }

    /** @param parameterFloats where the gradients of the parameters end */
    static Phased cut(Program program, Lowering.Temporaries temporaries, int parameterFloats) {
        return new CutPhases(program).cut(temporaries, parameterFloats);
    }

    private Phased cut(Lowering.Temporaries temporaries, int parameterFloats) {
        List<List<Program.Step>> byPhase = new ArrayList<>(List.of(new ArrayList<>()));
        List<Program.Step> once = new ArrayList<>();
        for (Program.Step step : program.steps()) {
            int phase = phase(step.nest());
            phases.merge(program.root(step.nest().element().operand()), phase, Math::max);
            if (runsOnce(step.nest())) {
                once.add(step);
                continue;
            }
            while (byPhase.size() <= phase) byPhase.add(new ArrayList<>());
            byPhase.get(phase).add(step);
        }
        int extra = 0;
        int length = 0;
        List<List<Integer>> ranges = new ArrayList<>();
        for (int phase = 0; phase < byPhase.size(); phase++) ranges.add(new ArrayList<>());
        for (Program.Step step : program.steps()) {
            Operand sum = step.nest().element().operand();
            if (!sums.contains(sum) || whole.containsKey(sum)) continue;
            int floats = Math.toIntExact(sum.type().shape().elements());
            if (!bound.containsKey(sum)) {
                bound.put(sum, new Program.Bound(Space.GRADIENTS, Math.addExact(parameterFloats, extra)));
                extra = aligned(Math.addExact(extra, floats));
            }
            int from = bound.get(sum).offset();
            ranges.get(phases.get(sum)).addAll(List.of(from, from + floats, length));
            Operand read = temporaries.create(sum.name() + "_of_batch", sum.type());
            whole.put(sum, read);
            bound.put(read, new Program.Bound(Space.SUMS, length));
            length = aligned(Math.addExact(length, floats));
        }
        List<Program.Step> steps = new ArrayList<>();
        byPhase.forEach(steps::addAll);
        steps.addAll(once);
        int[] ends = new int[byPhase.size()];
        for (int phase = 0; phase < ends.length; phase++) ends[phase] = (phase == 0 ? 0 : ends[phase - 1]) + byPhase.get(phase).size();
        Program cut = new Program(steps.stream().map(this::reading).toList(), program.aliases(), bound, program.layouts());
        int[][] summed = ranges.stream()
                .map(range -> range.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
        return new Phased(cut, ends, summed, length, extra);
    }

    private static int aligned(int floats) {
        return Math.addExact(floats, ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** The first phase in which all that a nest reads is there. */
    private int phase(Nest nest) {
        return nest.loads().stream()
                .map(load -> program.root(load.operand()))
                .mapToInt(read -> phases.getOrDefault(read, 0) + (sums.contains(read) ? 1 : 0))
                .max()
                .orElse(0);
    }

    /** Whether a nest sets what is the same for all blocks, and is no block's share of it. */
    private boolean runsOnce(Nest nest) {
        Program.Bound place = program.bound().get(nest.element().operand());
        if (place == null || BatchSums.sums(nest)) return false;
        return place.space() == Space.PARAMETERS || place.space() == Space.GRADIENTS;
    }

    /** The step with its loads of sums from where the whole ones are. */
    private Program.Step reading(Program.Step step) {
        Nest nest = step.nest();
        return new Program.Step(
                new Nest(
                        nest.name(), nest.line(), nest.axes(), nest.reduction().map(r -> r.mapBody(this::reading)),
                        reading(nest.result()), nest.store()),
                step.fused());
    }

    private Expr reading(Expr expr) {
        return expr.map(part -> part instanceof Expr.Load(Access.Element(Operand operand, var index)) && whole.containsKey(operand)
                ? new Expr.Load(new Access.Element(whole.get(operand), index))
                : part);
    }
}
