package org.cnnc.compiler.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.TensorType;

/**
 * What an op writes its loop nests with: the axis of samples, temporaries, and short forms for the usual nests.
 * One lowering belongs to one node of a graph.
 */
public final class Lowering {
    /** The name of the axis of samples in every nest. */
    public static final String SAMPLE = "n";

    private final String name;
    private final int line;
    private final Axis sample;
    private final Temporaries temporaries;
    private final List<Nest> nests = new ArrayList<>();

    /** Makes an operand for an intermediate result. */
    @FunctionalInterface
    public interface Temporaries {
        Operand create(String name, TensorType type);
    }

    /**
     * @param name what methods are named after, such as {@code C1_conv}
     * @param block samples that one run of a program takes
     */
    public Lowering(String name, int line, int block, Temporaries temporaries) {
        this.name = name;
        this.line = line;
        this.sample = new Axis(SAMPLE, block);
        this.temporaries = temporaries;
    }

    /** The axis of the block's samples. */
    public Axis sample() {
        return sample;
    }

    /** An intermediate result of this op, one per sample. */
    public Operand temporary(String suffix, Shape shape) {
        return temporaries.create(name + "_" + suffix, TensorType.perSample(shape));
    }

    /** An intermediate result of this op, one for all samples of the block. */
    public Operand sharedTemporary(String suffix, Shape shape) {
        return temporaries.create(name + "_" + suffix, TensorType.shared(shape));
    }

    /** The nests so far, in order. */
    public List<Nest> nests() {
        return List.copyOf(nests);
    }

    /** Adds a nest without inner loops. */
    public void compute(List<Axis> axes, Expr result, Access.Element store) {
        nests.add(new Nest(nextName(), line, axes, Optional.empty(), result, store));
    }

    /** Adds a nest that combines {@code body} over inner loops; {@code result} is of the accumulator. */
    public void reduce(
            List<Axis> axes, List<Axis> inner, Reduction.Combine combine, Expr body, Expr result, Access.Element store) {
        if (inner.isEmpty()) inner = List.of(new Axis("once", 1));
        nests.add(new Nest(nextName(), line, axes, Optional.of(new Reduction(inner, combine, body)), result, store));
    }

    private String nextName() {
        return nests.isEmpty() ? name : name + "_" + (nests.size() + 1);
    }

    /** An axis per extent of a tensor, the samples first where it is batched. */
    public List<Axis> axes(Operand operand) {
        List<Axis> axes = new ArrayList<>();
        if (operand.type().batched()) axes.add(sample);
        int[] extents = operand.type().shape().extents();
        for (int d = 0; d < extents.length; d++) axes.add(new Axis("d" + d, extents[d]));
        return axes;
    }

    /** The element of an operand whose indices are those axes. */
    public static Access.Element at(Operand operand, List<Axis> axes) {
        return new Access.Element(operand, axes.stream().map(Affine::of).toList());
    }

    public static Expr load(Operand operand, List<Axis> axes) {
        return new Expr.Load(at(operand, axes));
    }

    /** The element with the given leading indices and the rest behind them. */
    public static Access.Element at(Operand operand, List<Affine> rest, Affine first, Affine... more) {
        List<Affine> index = new ArrayList<>(List.of(first));
        index.addAll(Arrays.asList(more));
        index.addAll(rest);
        return new Access.Element(operand, index);
    }

    /** A load of the element with the given leading indices and the rest behind them. */
    public static Expr load(Operand operand, List<Affine> rest, Affine first, Affine... more) {
        List<Affine> index = new ArrayList<>(List.of(first));
        index.addAll(Arrays.asList(more));
        index.addAll(rest);
        return new Expr.Load(new Access.Element(operand, index));
    }

    /** Adds the nest of an elementwise op: every operand has the output's shape. */
    public void pointwise(List<Operand> inputs, Operand output, Function<List<Expr>, Expr> formula) {
        List<Axis> axes = axes(output);
        List<Expr> loads = inputs.stream().map(input -> load(input, axes)).toList();
        compute(axes, formula.apply(loads), at(output, axes));
    }
}
