package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Space;

/**
 * Gives every operand its place and rewrites elements to addresses, by its {@link Layout}; in the arena each extent is
 * widened by its margin. Which part of the arena an operand has is {@link ArenaPlan}'s to say.
 */
final class Place {
    private final Program program;
    private final Margins margins;
    private final int block;
    /** Those in the arena are counted from the start of their region. */
    private final Map<Operand, Placement> placements = new LinkedHashMap<>();

    private final Map<Operand, Region> regions = new LinkedHashMap<>();

    private Place(Program program, Margins margins, int block) {
        this.program = program;
        this.margins = margins;
        this.block = block;
    }

    /**
     * The program with addresses.
     *
     * @param arena its length in floats
     * @param ends where each phase ends among the steps
     * @param blocked the operands that stand in blocks
     */
    record Placed(List<Program.Step> steps, int arena, int[] ends, List<BlockedTensor> blocked) {}

    /** @throws ArithmeticException when the arena would not fit one array */
    static Placed place(Program program, int block) {
        return place(program, new int[0], block);
    }

    /**
     * @param ends where each phase ends among the steps
     * @throws ArithmeticException when the arena would not fit one array
     */
    static Placed place(Program program, int[] ends, int block) {
        List<Nest> nests = program.steps().stream().map(Program.Step::nest).toList();
        Place place = new Place(program, Margins.of(nests), block);
        Set<Operand> operands = new LinkedHashSet<>();
        for (Nest nest : nests) {
            nest.loads().forEach(load -> operands.add(load.operand()));
            operands.add(nest.element().operand());
        }
        operands.forEach(place::placement);
        ArenaPlan plan = ArenaPlan.of(program, place.regions, load -> place.address(load).offset());
        place.move(plan);
        return place.steps(plan, ends);
    }

    /** Counts places in the arena from its start. */
    private void move(ArenaPlan plan) {
        placements.replaceAll((operand, placement) -> placement.space() == Space.ARENA
                ? placement.moved(plan.offsets().get(program.root(operand)))
                : placement);
    }

    private Placed steps(ArenaPlan plan, int[] ends) {
        ClearMargins margins = new ClearMargins(
                block, program.steps().stream().map(step -> step.nest().name()).collect(Collectors.toSet()));
        List<Program.Step> steps = new ArrayList<>();
        int[] moved = ends.clone();
        for (int i = 0; i < program.steps().size(); i++) {
            Program.Step step = program.steps().get(i);
            for (Region region : plan.cleared().getOrDefault(i, List.of())) {
                steps.addAll(margins.steps(region, placements.get(region.operand()), step.nest()));
            }
            steps.add(new Program.Step(addressed(step.nest()), step.fused()));
            for (int phase = 0; phase < ends.length; phase++) {
                if (ends[phase] == i + 1) moved[phase] = steps.size();
            }
        }
        return new Placed(steps, plan.length(), moved, blocked());
    }

    private List<BlockedTensor> blocked() {
        return placements.entrySet().stream()
                .filter(entry -> layout(entry.getKey()).blocks())
                .map(entry -> new BlockedTensor(
                        entry.getKey().name(), entry.getKey().type().shape().toString(), entry.getValue().space(),
                        layout(entry.getKey())))
                .toList();
    }

    private Nest addressed(Nest nest) {
        return new Nest(
                nest.name(),
                nest.line(),
                nest.axes(),
                nest.reduction().map(r -> r.mapBody(this::addressed)),
                addressed(nest.result()),
                address(nest.element()));
    }

    private Expr addressed(Expr expr) {
        return expr.map(part ->
                part instanceof Expr.Load(Access.Element element) ? new Expr.Load(address(element)) : part);
    }

    private Access.Address address(Access.Element element) {
        return placement(element.operand()).address(element.index());
    }

    private Placement placement(Operand operand) {
        Placement known = placements.get(operand);
        if (known != null) return known;
        Program.Bound bound = program.bound().get(operand);
        Operand root = program.root(operand);
        Placement placement;
        if (bound != null) {
            placement = Placement.of(bound.space(), bound.offset(), operand, block, layout(operand), Margins.none(operand));
        } else if (!root.equals(operand)) {
            // Its root has no margin, so that its elements stand densely.
            Placement place = placement(root);
            placement = Placement.of(place.space(), place.base(), operand, block, layout(operand), Margins.none(operand));
        } else {
            placement = Placement.of(Space.ARENA, 0, operand, block, layout(operand), margins.of(operand));
            long elements = operand.type().shape().elements() * (operand.type().batched() ? block : 1);
            regions.put(operand, new Region(operand, placement.floats(), elements, placement, margins.of(operand)));
        }
        placements.put(operand, placement);
        return placement;
    }

    /** Where no pass has chosen another, what a block has in the arena is sample-innermost, all else dense. */
    private Layout layout(Operand operand) {
        Layout chosen = program.layouts().get(operand);
        if (chosen != null) return chosen;
        boolean inArena = operand.type().batched() && !program.bound().containsKey(program.root(operand));
        return inArena ? Layout.sampleInnermost(operand) : Layout.dense(operand);
    }
}
