package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;

/**
 * Product of two or more tensors, element by element; extents of 1 are broadcast, as a gate C x 1 x 1 over C x H x W
 * (Hu, Shen and Sun, 2018). Training also applies dropout's mask by it.
 */
public record Mul() implements Layer {
    public static final LayerKind KIND = new LayerKind(
            "mul",
            "Product of two or more tensors, element by element; an extent of 1 goes with any.",
            Schema.of(),
            arguments -> new Mul(),
            List.of(
                    Sample.of("mul", Shape.of(1), Shape.of(1)),
                    Sample.of("mul", Shape.of(3, 5, 7), Shape.of(3, 1, 1)),
                    Sample.of("mul", Shape.of(17), Shape.of(17), Shape.of(1)),
                    Sample.of("mul", Shape.of(1, 4, 5), Shape.of(3, 1, 5), Shape.of(3, 4, 1)),
                    Sample.of("mul", Shape.of(3, 5), Shape.of(3, 5)),
                    Sample.of("mul", Shape.of(2, 3, 2, 4), Shape.of(2, 1, 1, 1))))
            .differing("Inputs have the same rank: PyTorch also broadcasts axes that are not there.");

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
        return Broadcast.shape("mul", inputs);
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor y = Tensor.zeros(infer(inputs.stream().map(Tensor::type).toList()), evaluation.samples());
        Positions.forEach(y.shape(), index -> {
            for (int n = 0; n < evaluation.samples(); n++) {
                double product = 1;
                for (Tensor input : inputs) product *= Broadcast.get(input, n, index);
                y.set(product, n, index);
            }
        });
        return y;
    }

    /** Of each input, dy times all other inputs. */
    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        List<Value> gradients = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            List<Value> factors = new ArrayList<>(inputs);
            factors.set(i, dy);
            gradients.add(needed[i]
                    ? Broadcast.gradient(builder, builder.apply(this, factors.toArray(Value[]::new)), inputs.get(i)) : null);
        }
        return gradients;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        List<Axis> axes = lowering.axes(output);
        Expr product = inputs.stream().map(input -> Broadcast.load(input, axes)).reduce(Expr::multiply).orElseThrow();
        lowering.compute(axes, product, Lowering.at(output, axes));
    }
}
