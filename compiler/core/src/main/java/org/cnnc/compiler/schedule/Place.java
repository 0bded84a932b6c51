package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Space;

/**
 * Gives every operand its place and rewrites elements to addresses. In the arena a tensor's samples are innermost
 * ({@code [C][H][W][block]}), each extent widened by its margin; everything else is dense and sample-major.
 */
final class Place {
    /** Every operand of the arena starts at a multiple of this many floats. */
    private static final int ALIGNMENT = 16;

    private final Program program;
    private final Margins margins;
    private final int block;
    private final Map<Operand, Placement> placements = new HashMap<>();
    private int arena;

    private Place(Program program, Margins margins, int block) {
        this.program = program;
        this.margins = margins;
        this.block = block;
    }

    /** The program with addresses, and the length of the arena in floats. */
    record Placed(List<Program.Step> steps, int arena) {}

    /** @throws ArithmeticException when the arena would not fit one array */
    static Placed place(Program program, int block) {
        List<Nest> nests = program.steps().stream().map(Program.Step::nest).toList();
        Place place = new Place(program, Margins.of(nests), block);
        Set<Operand> operands = new LinkedHashSet<>();
        for (Nest nest : nests) {
            nest.loads().forEach(load -> operands.add(load.operand()));
            operands.add(nest.element().operand());
        }
        operands.forEach(place::placement);
        List<Program.Step> steps = new ArrayList<>();
        for (Program.Step step : program.steps()) {
            steps.add(new Program.Step(place.addressed(step.nest()), step.fused()));
        }
        return new Placed(steps, place.arena);
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
            placement = dense(operand, Space.ARENA, arena);
            reserve(Math.multiplyExact(elements(operand), operand.type().batched() ? block : 1));
        } else {
            placement = sampleInnermost(operand);
        }
        placements.put(operand, placement);
        return placement;
    }

    private static int elements(Operand operand) {
        return Math.toIntExact(operand.type().shape().elements());
    }

    private void reserve(int floats) {
        arena = Math.addExact(arena, Math.addExact(floats, ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
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
        int base = arena;
        for (int i = operand.rank() - 1; i >= 1; i--) {
            strides[i] = stride;
            base = Math.addExact(base, Math.multiplyExact(margin.before()[i], stride));
            int extent = Math.addExact(
                    Math.addExact(margin.before()[i], operand.type().shape().extent(i - 1)), margin.after()[i]);
            stride = Math.multiplyExact(stride, extent);
        }
        reserve(stride);
        return new Placement(Space.ARENA, base, strides);
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
