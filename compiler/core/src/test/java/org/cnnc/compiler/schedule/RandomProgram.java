package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.kernel.Space;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.TensorType;

/**
 * Programs with all that makes memory hard to share: windows beyond the edges, results that several nests store part by
 * part, sums that stay for the whole block, reshaped operands, and readers near and far.
 */
final class RandomProgram {
    private final Random random;
    private final Axis sample;
    private final int block;
    private final List<Program.Step> steps = new ArrayList<>();
    private final Map<Operand, Operand> aliases = new LinkedHashMap<>();
    private final Map<Operand, Program.Bound> bound = new LinkedHashMap<>();
    private final List<Operand> maps = new ArrayList<>();
    private final List<Operand> sums = new ArrayList<>();
    private int operands;

    private RandomProgram(long seed, int block) {
        this.random = new Random(seed);
        this.block = block;
        this.sample = new Axis(Lowering.SAMPLE, block);
    }

    static Program of(long seed, int block) {
        return new RandomProgram(seed, block).build();
    }

    private Program build() {
        Operand input = map(2, 3, 4);
        bound.put(input, new Program.Bound(Space.IO, 0));
        Operand first = map(2, 3, 4);
        pointwise(List.of(input), first);
        maps.add(first);
        int count = 3 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            switch (random.nextInt(6)) {
                case 0 -> similar();
                case 1, 2 -> window();
                case 3 -> concat();
                case 4 -> halves();
                default -> flattened();
            }
        }
        Operand last = maps.getLast();
        Operand output = map(last.type().shape().extents());
        bound.put(output, new Program.Bound(Space.IO, 1000));
        pointwise(List.of(last), output);
        return new Program(steps, aliases, bound, Map.of());
    }

    private Operand map(int... extents) {
        return new Operand(operands, "x" + operands++, TensorType.perSample(Shape.of(extents)));
    }

    /** One of the last few most often, one of long ago sometimes. */
    private Operand any() {
        int back = random.nextInt(4) == 0 ? random.nextInt(maps.size()) : random.nextInt(Math.min(2, maps.size()));
        return maps.get(maps.size() - 1 - back);
    }

    private List<Axis> axes(Operand operand) {
        List<Axis> axes = new ArrayList<>(List.of(sample));
        int[] extents = operand.type().shape().extents();
        for (int i = 0; i < extents.length; i++) axes.add(new Axis("d" + i, extents[i]));
        return axes;
    }

    private void add(List<Axis> axes, Optional<Reduction> reduction, Expr result, Access store) {
        steps.add(new Program.Step(new Nest("step" + steps.size(), 1, axes, reduction, result, store)));
    }

    private void pointwise(List<Operand> from, Operand to) {
        List<Axis> axes = axes(to);
        Expr sum = from.stream().map(operand -> Lowering.load(operand, axes)).reduce(Expr::add).orElseThrow();
        add(axes, Optional.empty(), sum, Lowering.at(to, axes));
    }

    /** Operands of one shape added up, with a number a channel that is the same for all samples. */
    private void similar() {
        Operand x = any();
        List<Operand> alike = maps.stream().filter(other -> other.type().equals(x.type()) && random.nextBoolean()).toList();
        List<Operand> from = new ArrayList<>(alike);
        if (!from.contains(x)) from.add(x);
        int channels = x.type().shape().extent(0);
        Operand sum = new Operand(operands, "s" + operands++, TensorType.shared(Shape.of(channels)));
        List<Axis> axes = axes(x);
        List<Axis> inner = new ArrayList<>(axes);
        Axis channel = inner.remove(1);
        add(List.of(channel), Optional.of(new Reduction(inner, Reduction.Combine.SUM, Lowering.load(x, axes))),
                Expr.accumulator(), Lowering.at(sum, List.of(channel)));
        sums.add(sum);
        Operand y = map(x.type().shape().extents());
        Expr total = from.stream().map(operand -> Lowering.load(operand, axes)).reduce(Expr::add).orElseThrow();
        List<Operand> fitting = sums.stream().filter(s -> s.type().equals(sum.type())).toList();
        Expr number = Lowering.load(fitting.get(random.nextInt(fitting.size())), List.of(channel));
        add(axes, Optional.empty(), Expr.add(total, number), Lowering.at(y, axes));
        maps.add(y);
    }

    /** A sum over a window around each position, and, where one fits, another operand at the position added to it. */
    private void window() {
        Operand x = any();
        if (x.type().shape().rank() != 3) return;
        int[] extents = x.type().shape().extents();
        Operand y = map(random.nextBoolean() ? extents[0] : 1 + random.nextInt(3), extents[1], extents[2]);
        List<Axis> axes = axes(y);
        Axis c = new Axis("c", extents[0]);
        Axis k = new Axis("k", 1 + random.nextInt(3));
        Axis l = new Axis("l", 1 + random.nextInt(3));
        int up = random.nextInt(k.extent());
        int left = random.nextInt(l.extent());
        Expr cell = new Expr.Load(new Access.Element(x, List.of(
                Affine.of(sample), Affine.of(c), Affine.of(axes.get(2)).plus(k).plus(-up), Affine.of(axes.get(3)).plus(l).plus(-left))));
        Expr result = Expr.accumulator();
        List<Operand> residuals = maps.stream().filter(other -> other.type().equals(y.type())).toList();
        if (!residuals.isEmpty() && random.nextBoolean()) {
            result = Expr.add(result, Lowering.load(residuals.get(random.nextInt(residuals.size())), axes));
        }
        add(axes, Optional.of(new Reduction(List.of(c, k, l), Reduction.Combine.SUM, cell)), result, Lowering.at(y, axes));
        maps.add(y);
    }

    /** Two operands one behind the other. */
    private void concat() {
        Operand x = any();
        List<Operand> fitting = maps.stream()
                .filter(other -> other.type().shape().rank() == x.type().shape().rank())
                .filter(other -> other.type().shape().rank() == 1 || other.type().shape().extent(1) == x.type().shape().extent(1)
                        && other.type().shape().extent(2) == x.type().shape().extent(2))
                .toList();
        Operand z = fitting.get(random.nextInt(fitting.size()));
        int channels = x.type().shape().extent(0);
        if (channels + z.type().shape().extent(0) > 80) return;
        int[] extents = x.type().shape().extents().clone();
        extents[0] += z.type().shape().extent(0);
        Operand y = map(extents);
        part(x, y, 0);
        part(z, y, channels);
        maps.add(y);
    }

    private void part(Operand from, Operand to, int first) {
        List<Axis> axes = axes(from);
        List<Affine> index = new ArrayList<>(axes.stream().map(Affine::of).toList());
        index.set(1, index.get(1).plus(first));
        add(axes, Optional.empty(), Lowering.load(from, axes), new Access.Element(to, index));
    }

    /** Even and odd rows by nests of their own, both of which read another operand at the same elements. */
    private void halves() {
        Operand x = any();
        if (x.type().shape().rank() != 3) return;
        Operand y = map(x.type().shape().extents());
        List<Axis> all = axes(y);
        int rows = all.get(2).extent();
        for (int rest = 0; rest < Math.min(2, rows); rest++) {
            List<Axis> axes = new ArrayList<>(all);
            Axis row = new Axis("half", (rows - rest + 1) / 2);
            axes.set(2, row);
            List<Affine> index = new ArrayList<>(all.stream().map(Affine::of).toList());
            index.set(2, Affine.of(row).times(2).plus(rest));
            add(axes, Optional.empty(), new Expr.Load(new Access.Element(x, index)), new Access.Element(y, index));
        }
        maps.add(y);
    }

    /** A reshaped form, in the same memory, of a result that no window reads. */
    private void flattened() {
        Operand x = any();
        Operand root = map(x.type().shape().extents());
        pointwise(List.of(x), root);
        Operand flat = map(Math.toIntExact(x.type().shape().elements()));
        aliases.put(flat, root);
        maps.add(flat);
        if (!random.nextBoolean()) return;
        Operand y = map(flat.type().shape().extents());
        pointwise(List.of(flat), y);
        maps.add(y);
    }
}
