package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;

/**
 * A window seen from its input: for each input cell, the (output, kernel) pairs whose tap it is. With a stride s,
 * cells whose position leaves the same rest by s meet the same taps; each rest is a phase with regular loops.
 * Outputs beyond the edge count as zeros.
 */
final class WindowPhases {
    /**
     * Cells of one phase along one axis.
     *
     * @param cells loops over the cells
     * @param input position of the cell
     * @param taps loops over the taps that reach the cell; null where none does
     * @param output position of the output that meets the cell with that tap
     * @param kernel the tap
     */
    record Phase(List<Axis> cells, Affine input, List<Axis> taps, Affine output, Affine kernel) {
        boolean reached() {
            return taps != null;
        }
    }

    private WindowPhases() {}

    /** Each combination of the axes' phases: one phase per axis. */
    static List<List<Phase>> of(WindowGeometry geometry) {
        List<List<Phase>> combinations = new ArrayList<>(List.of(List.of()));
        for (int a = 0; a < geometry.axes().size(); a++) {
            List<List<Phase>> extended = new ArrayList<>();
            for (List<Phase> combination : combinations) {
                for (Phase phase : phases(geometry.axes().get(a), a)) {
                    List<Phase> longer = new ArrayList<>(combination);
                    longer.add(phase);
                    extended.add(longer);
                }
            }
            combinations = extended;
        }
        return combinations;
    }

    static List<Axis> cells(List<Phase> combination) {
        return combination.stream().flatMap(phase -> phase.cells().stream()).toList();
    }

    static List<Axis> taps(List<Phase> combination) {
        return combination.stream().flatMap(phase -> phase.taps().stream()).toList();
    }

    static List<Affine> inputs(List<Phase> combination) {
        return combination.stream().map(Phase::input).toList();
    }

    static List<Affine> outputs(List<Phase> combination) {
        return combination.stream().map(Phase::output).toList();
    }

    static List<Affine> kernels(List<Phase> combination) {
        return combination.stream().map(Phase::kernel).toList();
    }

    static boolean reached(List<Phase> combination) {
        return combination.stream().allMatch(Phase::reached);
    }

    private static List<Phase> phases(WindowGeometry.Axis axis, int number) {
        boolean oneWindowOverAll =
                axis.output() == 1 && axis.before() == 0 && axis.dilation() == 1 && axis.kernel() == axis.input();
        if (oneWindowOverAll) {
            Axis cell = new Axis("i" + number, axis.input());
            return List.of(new Phase(List.of(cell), Affine.of(cell), List.of(), Affine.constant(0), Affine.of(cell)));
        }
        boolean alike = axis.dilation() == 1
                && axis.kernel() % axis.stride() == 0
                && axis.before() % axis.stride() == 0
                && axis.input() % axis.stride() == 0;
        if (alike) return List.of(allPhases(axis, number));
        return IntStream.range(0, Math.min(axis.stride(), axis.input()))
                .mapToObj(rest -> phase(axis, number, rest))
                .toList();
    }

    /** All phases as one, the rest being a loop: each meets kernel / stride taps. */
    private static Phase allPhases(WindowGeometry.Axis axis, int number) {
        int stride = axis.stride();
        Axis cell = new Axis("i" + number, axis.input() / stride);
        Axis rest = new Axis("p" + number, stride);
        Axis tap = new Axis("k" + number, axis.kernel() / stride);
        return new Phase(
                List.of(cell, rest),
                Affine.of(cell).times(stride).plus(rest),
                List.of(tap),
                Affine.of(cell).plus(Affine.of(tap).times(-1)).plus(axis.before() / stride),
                Affine.of(tap).times(stride).plus(rest));
    }

    /** Cells at {@code rest + stride * a}: taps k with {@code rest + before - k * dilation} divisible by stride. */
    private static Phase phase(WindowGeometry.Axis axis, int number, int rest) {
        int stride = axis.stride();
        Axis cell = new Axis("i" + number, (axis.input() - rest + stride - 1) / stride);
        Affine input = Affine.of(cell).times(stride).plus(rest);
        int[] reaching = IntStream.range(0, axis.kernel())
                .filter(k -> Math.floorMod(rest + axis.before() - k * axis.dilation(), stride) == 0)
                .toArray();
        if (reaching.length == 0) return new Phase(List.of(cell), input, null, null, null);
        int step = reaching.length > 1 ? reaching[1] - reaching[0] : 1;
        Axis tap = new Axis("k" + number, reaching.length);
        int first = (rest + axis.before() - reaching[0] * axis.dilation()) / stride;
        return new Phase(
                List.of(cell),
                input,
                List.of(tap),
                Affine.of(cell).plus(Affine.of(tap).times(-step * axis.dilation() / stride)).plus(first),
                Affine.of(tap).times(step).plus(reaching[0]));
    }
}
