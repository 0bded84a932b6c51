package org.cnnc.compiler.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Space;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs programs with the names of elements instead of numbers: whatever a nest reads must be the very element that it
 * asks for, stored in this run, or a zero where it reads beyond the edge.
 */
class ArenaPlanTest {
    /** What a float of the arena holds. @param run of the program, by which what an earlier one left is told apart */
    private record Content(int run, Operand operand, long element) {
        static final Content ZERO = new Content(0, null, 0);
    }

    private final Map<Integer, Content> arena = new HashMap<>();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void everyReadFindsWhatItAsksFor(int part) {
        int shared = 0;
        for (int seed = 0; seed < 30; seed++) {
            int block = 1 + seed % 2;
            Program program = RandomProgram.of(part * 1000L + seed, block);
            Place.Placed placed = Place.place(program, block);
            arena.clear();
            for (int run = 1; run <= 3; run++) run(program, placed, block, run);
            Set<Operand> operands = new HashSet<>();
            for (Program.Step step : program.steps()) {
                Operand stored = program.root(step.nest().element().operand());
                if (!program.bound().containsKey(stored)) operands.add(stored);
            }
            long apart = operands.stream().mapToLong(operand -> block(operand, block) * operand.type().shape().elements()).sum();
            if (placed.arena() < apart) shared++;
        }
        assertThat(shared).as("programs in which operands share memory").isGreaterThan(10);
    }

    private static long block(Operand operand, int block) {
        return operand.type().batched() ? block : 1;
    }

    private void run(Program program, Place.Placed placed, int block, int run) {
        Map<String, Nest> before = program.steps().stream()
                .map(Program.Step::nest)
                .collect(Collectors.toMap(Nest::name, nest -> nest));
        for (Program.Step step : placed.steps()) {
            Nest nest = step.nest();
            Nest asked = before.get(nest.name());
            if (asked == null) {
                assertThat(nest.result()).isEqualTo(Expr.constant(0));
                forEachPoint(nest.axes(), false, point -> arena.put(at(nest.store(), point), Content.ZERO));
            } else {
                // Backwards in one run, so that nothing hangs on the order of the points.
                forEachPoint(asked.axes(), run == 2, point -> compute(program, asked, nest, point, block, run));
            }
        }
    }

    private void compute(Program program, Nest asked, Nest placed, Map<String, Integer> point, int block, int run) {
        if (asked.reduction().isPresent()) {
            forEachPoint(asked.reduction().get().axes(), false, inner -> {
                Map<String, Integer> both = new HashMap<>(point);
                both.putAll(inner);
                read(program, asked.reduction().get().body(), placed.reduction().orElseThrow().body(), both, block, run);
            });
        }
        read(program, asked.result(), placed.result(), point, block, run);
        Access.Element store = asked.element();
        if (placed.store().address().space() != Space.ARENA) return;
        arena.put(at(placed.store(), point), content(program, store, point, block, run));
    }

    private void read(Program program, Expr asked, Expr placed, Map<String, Integer> point, int block, int run) {
        List<Access> elements = loads(asked);
        List<Access> addresses = loads(placed);
        for (int i = 0; i < elements.size(); i++) {
            if (addresses.get(i).address().space() != Space.ARENA) continue;
            Content found = arena.getOrDefault(at(addresses.get(i), point), Content.ZERO);
            assertThat(found).as("%s at %s", elements.get(i), point)
                    .isEqualTo(content(program, (Access.Element) elements.get(i), point, block, run));
        }
    }

    private static List<Access> loads(Expr expr) {
        List<Access> loads = new ArrayList<>();
        expr.visit(part -> {
            if (part instanceof Expr.Load(Access access)) loads.add(access);
        });
        return loads;
    }

    /** What an element is: the position in its root, or zero beyond the edge. */
    private static Content content(Program program, Access.Element element, Map<String, Integer> point, int block, int run) {
        Operand operand = element.operand();
        long position = 0;
        int first = operand.type().batched() ? 1 : 0;
        for (int i = 0; i < operand.rank(); i++) {
            int extent = i < first ? block : operand.type().shape().extent(i - first);
            int index = value(element.index().get(i), point);
            if (index < 0 || index >= extent) return Content.ZERO;
            position = position * extent + index;
        }
        return new Content(run, program.root(operand), position);
    }

    private static int at(Access access, Map<String, Integer> point) {
        return value(access.address().offset(), point);
    }

    private static int value(Affine affine, Map<String, Integer> point) {
        int value = affine.constant();
        for (Map.Entry<String, Integer> term : affine.coefficients().entrySet()) value += term.getValue() * point.get(term.getKey());
        return value;
    }

    private static void forEachPoint(List<Axis> axes, boolean backwards, java.util.function.Consumer<Map<String, Integer>> action) {
        List<Map<String, Integer>> points = new ArrayList<>(List.of(Map.of()));
        for (Axis axis : axes) {
            List<Map<String, Integer>> longer = new ArrayList<>();
            for (Map<String, Integer> point : points) {
                for (int i = 0; i < axis.extent(); i++) {
                    Map<String, Integer> next = new HashMap<>(point);
                    next.put(axis.name(), i);
                    longer.add(next);
                }
            }
            points = longer;
        }
        if (backwards) Collections.reverse(points);
        points.forEach(action);
    }
}
