package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.TensorType;

/** An op that a {@code .cnn} file can name. Its record holds the arguments as the file gave them. */
public interface Layer extends Op {
    /** The entry of the registry that made this layer. */
    LayerKind kind();

    @Override
    default String name() {
        return kind().name();
    }

    /**
     * The shape of the result, per sample.
     *
     * @throws ShapeException with the arithmetic that failed
     */
    Shape shape(List<Shape> inputs);

    /** The layer's parameter tensors, in the order in which the op takes them after its data inputs. */
    default List<ParameterSpec> parameters(List<Shape> inputs) {
        return List.of();
    }

    /** Multiply-adds per sample, as they come about; convolution, dense and attention layers only. */
    default SumOfProducts work(List<Shape> inputs) {
        return new SumOfProducts("multiply-adds", List.of());
    }

    /** Multiply-adds per sample. */
    default long macs(List<Shape> inputs) {
        return work(inputs).value();
    }

    /** The window through which an output element sees the input, where the layer has one. */
    default Optional<Window> window(Shape input) {
        return Optional.empty();
    }

    /** Number of data inputs; -1 for a join, which takes two or more. */
    default int arity() {
        return 1;
    }

    /** The activation given as {@code act}; the compiler puts it behind this layer as a layer of its own. */
    default Optional<Layer> activation() {
        return Optional.empty();
    }

    /** How the sizes of the result come about, an equation an axis, for reports and diagnostics. */
    default List<Equation> arithmetic(List<Shape> inputs) {
        return List.of();
    }

    @Override
    default TensorType infer(List<TensorType> inputs) {
        List<Shape> data = new ArrayList<>();
        for (TensorType input : inputs) {
            if (input.batched()) data.add(input.shape());
        }
        return TensorType.perSample(shape(data));
    }
}
