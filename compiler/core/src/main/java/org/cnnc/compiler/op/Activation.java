package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.tensor.Shape;

/** A layer that keeps its input's shape and may be given as {@code act} of another, by its bare name. */
public interface Activation extends Layer {
    /**
     * The factor by which the initialiser of the weights before it grows their standard deviation (PyTorch's
     * {@code calculate_gain}).
     */
    double gain();

    /** Whether weights before it get {@code he_normal} when the file asks for nothing. */
    default boolean reluFamily() {
        return false;
    }

    /** Inputs where the slope jumps. */
    default List<Double> kinks() {
        return List.of();
    }

    @Override
    default Shape shape(List<Shape> inputs) {
        return inputs.getFirst();
    }
}
