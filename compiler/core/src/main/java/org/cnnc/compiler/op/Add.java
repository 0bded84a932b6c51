package org.cnnc.compiler.op;

import java.util.Collections;
import java.util.List;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/** Sum of two or more tensors of the same shape. Training also sums the gradients of a shared tensor by it. */
public record Add() implements Layer {
    public static final LayerKind KIND = new LayerKind(
            "add",
            "Sum of two or more tensors of the same shape.",
            Schema.of(),
            arguments -> new Add(),
            List.of(
                    Sample.of("add", Shape.of(1), Shape.of(1)),
                    Sample.of("add", Shape.of(3, 5, 7), Shape.of(3, 5, 7)),
                    Sample.of("add", Shape.of(17), Shape.of(17), Shape.of(17))));

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
        Joins.requireTwo("add", inputs);
        Shape first = inputs.getFirst();
        for (Shape input : inputs) {
            if (input.equals(first)) continue;
            throw new ShapeException(
                    Code.CNN2006, first + " and " + input, "",
                    List.of("add takes inputs of the same shape"), List.of());
        }
        return first;
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return new TensorType(shape(inputs.stream().map(TensorType::shape).toList()), inputs.getFirst().batched());
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        return Tensor.fill(
                inputs.getFirst().type(), evaluation.samples(),
                i -> inputs.stream().mapToDouble(input -> input.data()[i]).sum());
    }

    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        return Collections.nCopies(inputs.size(), dy);
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        lowering.pointwise(inputs, output, x -> x.stream().reduce(Expr::add).orElseThrow());
    }
}
