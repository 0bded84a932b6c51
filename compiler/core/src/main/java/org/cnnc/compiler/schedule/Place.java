package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.HashMap;
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
 * Gives every operand its place and rewrites elements to addresses. In the arena a tensor's samples are innermost
 * ({@code [C][H][W][block]}), each extent widened by its margin; everything else is dense and sample-major. Which part
 * of the arena an operand has is {@link ArenaPlan}'s to say.
 */
final class Place {
    private final Program program;
    private final Margins margins;
    private final int block;
    /** Those in the arena are counted from the start of their region. */
    private final Map<Operand, Placement> placements = new HashMap<>();

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
     */
    record Placed(List<Program.Step> steps, int arena, int[] ends) {}

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
        return new Placed(steps, plan.length(), moved);
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
            placement = dense(operand, bound.space(), bound.offset());
        } else if (!root.equals(operand)) {
            placement = reshaped(operand, placement(root));
        } else if (program.sampleMajor().contains(operand) || !operand.type().batched()) {
            placement = dense(operand, Space.ARENA, 0);
            region(operand, Math.toIntExact(elements(operand)), placement);
        } else {
            placement = sampleInnermost(operand);
        }
        placements.put(operand, placement);
        return placement;
    }

    private long elements(Operand operand) {
        return operand.type().shape().elements() * (operand.type().batched() ? block : 1);
    }

    private void region(Operand operand, int floats, Placement placement) {
        regions.put(operand, new Region(operand, floats, elements(operand), placement, margins.of(operand)));
    }

    private Placement dense(Operand operand, Space space, int base) {
        int[] strides = new int[operand.rank()];
        int stride = 1;
        int[] extents = operand.type().shape().extents();
        int first = operand.rank() - extents.length;
        for (int i = extents.length - 1; i >= 0; i--) {
            strides[first + i] = stride;
            stride = Math.multiplyExact(stride, extents[i]);
        }
        if (first == 1) strides[0] = stride;
        return new Placement(space, base, strides);
    }

    private Placement sampleInnermost(Operand operand) {
        Margins.Margin margin = margins.of(operand);
        int[] strides = new int[operand.rank()];
        strides[0] = 1;
        int stride = block;
        int base = 0;
        for (int i = operand.rank() - 1; i >= 1; i--) {
            strides[i] = stride;
            base = Math.addExact(base, Math.multiplyExact(margin.before()[i], stride));
            int extent = Math.addExact(
                    Math.addExact(margin.before()[i], operand.type().shape().extent(i - 1)), margin.after()[i]);
            stride = Math.multiplyExact(stride, extent);
        }
        Placement placement = new Placement(Space.ARENA, base, strides);
        region(operand, stride, placement);
        return placement;
    }

    /** The place of a reshaped operand: its root has no margin, so its elements stand densely. */
    private Placement reshaped(Operand operand, Placement root) {
        int[] strides = new int[operand.rank()];
        strides[0] = root.strides()[0];
        int stride = root.space() == Space.ARENA ? block : 1;
        for (int i = operand.rank() - 1; i >= 1; i--) {
            strides[i] = stride;
            stride = Math.multiplyExact(stride, operand.type().shape().extent(i - 1));
        }
        return new Placement(root.space(), root.base(), strides);
    }
}
