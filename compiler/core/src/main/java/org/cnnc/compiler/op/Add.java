package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * Sum of two or more tensors, element by element; extents of 1 are broadcast. Training also sums the gradients of a
 * shared tensor by it.
 */
public record Add() implements Layer {
    public static final LayerKind KIND = new LayerKind(
            "add",
            "Sum of two or more tensors, element by element; an extent of 1 goes with any.",
            Schema.of(),
            arguments -> new Add(),
            List.of(
                    Sample.of("add", Shape.of(1), Shape.of(1)),
                    Sample.of("add", Shape.of(3, 5, 7), Shape.of(3, 5, 7)),
                    Sample.of("add", Shape.of(3, 1, 7), Shape.of(3, 5, 1)),
                    Sample.of("add", Shape.of(1, 4), Shape.of(6, 4)),
                    Sample.of("add", Shape.of(17), Shape.of(17), Shape.of(17)),
                    Sample.of("add", Shape.of(2, 3, 2, 4), Shape.of(2, 1, 2, 1))))
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
        return Broadcast.shape("add", inputs);
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return new TensorType(shape(inputs.stream().map(TensorType::shape).toList()), inputs.getFirst().batched());
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor y = Tensor.zeros(infer(inputs.stream().map(Tensor::type).toList()), evaluation.samples());
        Positions.forEach(y.shape(), index -> {
            for (int n = 0; n < y.samples(); n++) {
                double sum = 0;
                for (Tensor input : inputs) sum += Broadcast.get(input, n, index);
                y.set(sum, n, index);
            }
        });
        return y;
    }

    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        List<Value> gradients = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            gradients.add(needed[i] ? Broadcast.gradient(builder, dy, inputs.get(i)) : null);
        }
        return gradients;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        List<Axis> axes = lowering.axes(output);
        Expr sum = inputs.stream().map(input -> Broadcast.load(input, axes)).reduce(Expr::add).orElseThrow();
        lowering.compute(axes, sum, Lowering.at(output, axes));
    }
}
