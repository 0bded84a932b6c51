package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * Gradient of a convolution's input: (dy, weight) to the shape of the input, per sample.
 *
 * @param input shape of the convolution's input
 */
public record ConvInputGradient(Convolution convolution, Shape input) implements GradientOp {
    @Override
    public String name() {
        return "conv_input_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return TensorType.perSample(input);
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        double[] dy = inputs.get(0).data();
        double[] weight = inputs.get(1).data();
        Tensor dx = Tensor.zeros(TensorType.perSample(input), evaluation.samples());
        ConvTaps.forEach(convolution, input, evaluation.samples(), (xi, wi, yi) -> dx.data()[xi] += dy[yi] * weight[wi]);
        return dx;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        Axis group = new Axis("g", convolution.groups());
        Axis filter = new Axis("f", convolution.filters() / convolution.groups());
        Axis channel = new Axis("c", input.channels() / convolution.groups());
        Affine sample = Affine.of(lowering.sample());
        Affine outputChannel = Affine.of(group).times(filter.extent()).plus(filter);
        Affine inputChannel = Affine.of(group).times(channel.extent()).plus(channel);
        for (List<WindowPhases.Phase> phases : WindowPhases.of(convolution.geometry(input))) {
            List<Axis> outer = new ArrayList<>(List.of(group, channel));
            outer.addAll(WindowPhases.cells(phases));
            outer.add(lowering.sample());
            Access.Element store = Lowering.at(output, WindowPhases.inputs(phases), sample, inputChannel);
            if (!WindowPhases.reached(phases)) {
                lowering.compute(outer, Expr.constant(0), store);
                continue;
            }
            List<Axis> inner = new ArrayList<>(List.of(filter));
            inner.addAll(WindowPhases.taps(phases));
            Expr product = Expr.multiply(
                    Lowering.load(
                            inputs.get(1), WindowPhases.kernels(phases), outputChannel, Affine.of(channel)),
                    Lowering.load(inputs.get(0), WindowPhases.outputs(phases), sample, outputChannel));
            lowering.reduce(outer, inner, Reduction.Combine.SUM, product, Expr.accumulator(), store);
        }
    }
}
