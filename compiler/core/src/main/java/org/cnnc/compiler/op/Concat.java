package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;

/**
 * Two or more tensors one behind the other along an axis: C1 x H x W and C2 x H x W to (C1 + C2) x H x W. All other
 * extents agree.
 */
public record Concat(AxisName axis) implements Layer {
    public static final LayerKind KIND = new LayerKind(
            "concat",
            "Two or more tensors one behind the other along an axis.",
            Schema.of(Argument.key("axis", AxisName.TYPE, "channels", "the axis whose extents add up")),
            arguments -> new Concat(AxisName.of(arguments)),
            List.of(
                    Sample.of("concat", Shape.of(1), Shape.of(1)),
                    Sample.of("concat", Shape.of(17), Shape.of(3), Shape.of(16)),
                    Sample.of("concat", Shape.of(2, 3, 5), Shape.of(1, 3, 5), Shape.of(4, 3, 5)),
                    Sample.of("concat axis=width", Shape.of(2, 3, 4), Shape.of(2, 3, 1)),
                    Sample.of("concat axis=length", Shape.of(3, 1), Shape.of(3, 7)),
                    Sample.of("concat axis=depth", Shape.of(2, 1, 2, 4), Shape.of(2, 3, 2, 4))));

    @Override
    public LayerKind kind() {
        return KIND;
    }

    @Override
    public int arity() {
        return -1;
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        Joins.requireTwo("concat", inputs);
        Shape first = inputs.getFirst();
        int joined = axis.in(first);
        long extent = 0;
        for (Shape input : inputs) {
            requireSameBeside(joined, first, input);
            extent += input.extent(joined);
        }
        String what = AxisName.of(first).get(joined).toString();
        return SizeArithmetic.checked("concat", with(first, joined, SizeArithmetic.extent(what, extent)));
    }

    private static void requireSameBeside(int joined, Shape first, Shape input) {
        List<String> notes = new ArrayList<>();
        if (input.rank() != first.rank()) {
            notes.add("concat takes inputs of the same rank");
        } else {
            for (int d = 0; d < first.rank(); d++) {
                if (d == joined || input.extent(d) == first.extent(d)) continue;
                notes.add(AxisName.of(first).get(d) + ": " + first.extent(d) + " and " + input.extent(d));
            }
            if (!notes.isEmpty()) notes.add("extents beside `" + AxisName.of(first).get(joined) + "`, which add up, agree");
        }
        if (notes.isEmpty()) return;
        throw new ShapeException(Code.CNN2006, first + " and " + input, "", notes, List.of());
    }

    private static Shape with(Shape shape, int axis, int extent) {
        int[] extents = shape.extents();
        extents[axis] = extent;
        return Shape.of(extents);
    }

    @Override
    public List<Equation> arithmetic(List<Shape> inputs) {
        Shape output = shape(inputs);
        int joined = axis.in(output);
        String formula = inputs.stream().map(input -> "" + input.extent(joined)).collect(Collectors.joining(" + "));
        return List.of(new Equation(AxisName.of(output).get(joined).toString(), formula, output.extent(joined)));
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor y = Tensor.zeros(infer(inputs.stream().map(Tensor::type).toList()), evaluation.samples());
        int joined = axis.in(y.shape());
        int start = 0;
        for (Tensor x : inputs) {
            int offset = start;
            Positions.forEach(x.shape(), index -> {
                int[] to = index.clone();
                to[joined] += offset;
                for (int n = 0; n < evaluation.samples(); n++) y.set(x.get(n, index), n, to);
            });
            start += x.shape().extent(joined);
        }
        return y;
    }

    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        List<Value> gradients = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < inputs.size(); i++) {
            Shape shape = inputs.get(i).type().shape();
            int end = start + shape.extent(axis.in(shape));
            gradients.add(needed[i] ? builder.apply(new Slice(start, end, axis, 1), dy) : null);
            start = end;
        }
        return gradients;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        int joined = axis.in(output.type().shape());
        int start = 0;
        for (Operand input : inputs) {
            List<Axis> axes = lowering.axes(input);
            List<Affine> index = new ArrayList<>(axes.stream().map(Affine::of).toList());
            index.set(1 + joined, index.get(1 + joined).plus(start));
            lowering.compute(axes, Lowering.load(input, axes), new Access.Element(output, index));
            start += input.type().shape().extent(joined);
        }
    }
}
