package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;

/** The axes of a sample in another order (PyTorch's {@code permute}): axis i of the result is axis {@code axes[i]} of the input. */
public record Transpose(List<Integer> axes) implements Layer {
    public static final LayerKind KIND = new LayerKind(
            "transpose",
            "The axes of a sample in another order.",
            Schema.of(Argument.positional(
                    "axes", new ArgumentType.Axes(), "of each axis of the result, which one of the input it is, such as `(1, 0)`")),
            arguments -> new Transpose(arguments.axes("axes")),
            List.of(
                    Sample.of("transpose (1, 0)", Shape.of(1, 1)),
                    Sample.of("transpose (1, 0)", Shape.of(3, 17)),
                    Sample.of("transpose (2, 0, 1)", Shape.of(3, 5, 4)),
                    Sample.of("transpose (0, 2, 3, 1)", Shape.of(2, 3, 4, 5))))
            .differing("This is PyTorch's `permute`. Axes count from 0 without the batch, which stays where it is.");

    @Override
    public LayerKind kind() {
        return KIND;
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        Shape input = inputs.getFirst();
        boolean permutation = axes.stream().sorted().toList().equals(IntStream.range(0, input.rank()).boxed().toList());
        if (!permutation) {
            String all = String.join(", ", IntStream.range(0, input.rank()).mapToObj(Integer::toString).toList());
            throw new ShapeException(
                    Code.CNN2072, input + " has the axes " + all + ", each to be named once", "axes", List.of(), List.of());
        }
        return Shape.of(axes.stream().mapToInt(input::extent).toArray());
    }

    private Transpose inverse() {
        Integer[] inverse = new Integer[axes.size()];
        for (int i = 0; i < inverse.length; i++) inverse[axes.get(i)] = i;
        return new Transpose(Arrays.asList(inverse));
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.getFirst();
        Tensor y = Tensor.zeros(infer(List.of(x.type())), evaluation.samples());
        Positions.forEach(y.shape(), index -> {
            int[] of = new int[index.length];
            for (int i = 0; i < of.length; i++) of[axes.get(i)] = index[i];
            for (int n = 0; n < evaluation.samples(); n++) y.set(x.get(n, of), n, index);
        });
        return y;
    }

    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        return List.of(builder.apply(inverse(), dy));
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        List<Axis> all = lowering.axes(output);
        List<Affine> index = new ArrayList<>(all.stream().map(Affine::of).toList());
        for (int i = 0; i < axes.size(); i++) index.set(1 + axes.get(i), Affine.of(all.get(1 + i)));
        lowering.compute(all, new Expr.Load(new Access.Element(inputs.getFirst(), index)), Lowering.at(output, all));
    }
}
