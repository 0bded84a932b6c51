package org.cnnc.compiler.op;

import static org.cnnc.compiler.op.Argument.key;
import static org.cnnc.compiler.op.Argument.positional;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;

/**
 * Part of a tensor along an axis: the positions {@code from}, {@code from + step}, … below {@code to} (NumPy's
 * {@code x[from:to:step]}). The axis gets {@code ceil((to - from) / step)} extents; the others stay.
 */
public record Slice(int from, int to, AxisName axis, int step) implements Layer {
    public static final LayerKind KIND = new LayerKind(
            "slice",
            "Part of a tensor along an axis: the positions from `from` on that lie below `to`.",
            Schema.of(
                    positional("from", ArgumentType.count(0), "first position, counted from 0"),
                    positional("to", ArgumentType.count(), "the position behind the last one"),
                    key("axis", AxisName.TYPE, "channels", "the axis that is cut"),
                    key("step", ArgumentType.count(), "1", "distance between the positions that are taken")),
            Slice::of,
            List.of(
                    Sample.of("slice 0, 1", Shape.of(1)),
                    Sample.of("slice 3, 20", Shape.of(33)),
                    Sample.of("slice 1, 3", Shape.of(4, 3, 5)),
                    Sample.of("slice 0, 7, axis=height, step=2", Shape.of(3, 7, 4)),
                    Sample.of("slice 1, 6, axis=length, step=3", Shape.of(2, 7)),
                    Sample.of("slice 0, 2, axis=depth", Shape.of(2, 3, 2, 4))))
            .differing("Positions count from the front; negative ones are not there.");

    private static Slice of(Arguments arguments) {
        return new Slice(
                arguments.count("from"), arguments.count("to"), AxisName.of(arguments), arguments.count("step"));
    }

    @Override
    public LayerKind kind() {
        return KIND;
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        Shape input = inputs.getFirst();
        int cut = axis.in(input);
        int extent = input.extent(cut);
        String name = AxisName.of(input).get(cut).toString();
        String formula = "extent = ceil((to - from) / step)";
        if (from >= to) throw new ShapeException(Code.CNN2013, from + " is not below " + to, "from", List.of(formula), List.of());
        if (to > extent) {
            throw new ShapeException(
                    Code.CNN2013, to + " is beyond the " + name + " of " + input + ", which end at " + extent, "to",
                    List.of(formula),
                    from < extent
                            ? List.of(new Remedy.SetArgument("to", Integer.toString(extent), "`to=" + extent + "` is the largest that fits"))
                            : List.of());
        }
        int[] extents = input.extents();
        extents[cut] = Math.ceilDiv(to - from, step);
        return Shape.of(extents);
    }

    @Override
    public List<Equation> arithmetic(List<Shape> inputs) {
        Shape output = shape(inputs);
        int cut = axis.in(output);
        String formula = "ceil((" + to + " - " + from + ") / " + step + ")";
        return List.of(new Equation(AxisName.of(output).get(cut).toString(), formula, output.extent(cut)));
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.getFirst();
        Tensor y = Tensor.zeros(infer(List.of(x.type())), evaluation.samples());
        int cut = axis.in(x.shape());
        Positions.forEach(y.shape(), index -> {
            int[] of = index.clone();
            of[cut] = from + step * of[cut];
            for (int n = 0; n < evaluation.samples(); n++) y.set(x.get(n, of), n, index);
        });
        return y;
    }

    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        return List.of(builder.apply(new SliceGradient(this, inputs.getFirst().type().shape()), dy));
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        List<Axis> axes = lowering.axes(output);
        List<Affine> index = new ArrayList<>(axes.stream().map(Affine::of).toList());
        int cut = 1 + axis.in(output.type().shape());
        index.set(cut, index.get(cut).times(step).plus(from));
        lowering.compute(axes, new Expr.Load(new Access.Element(inputs.getFirst(), index)), Lowering.at(output, axes));
    }
}
