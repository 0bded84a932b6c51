package org.cnnc.compiler.op;

import static org.cnnc.compiler.op.Argument.key;
import static org.cnnc.compiler.op.Argument.optionalKey;
import static org.cnnc.compiler.op.Argument.positional;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.init.Init;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.op.ParameterSpec.Role;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;

/**
 * Fully connected layer, {@code y = W x + b} (PyTorch's {@code Linear}): F to units. The weight is
 * units x F, the bias units.
 */
public record Dense(
        int units, boolean bias, Optional<Init> init, Optional<Init> biasInit, Optional<Layer> activation)
        implements Foldable {
    public static final LayerKind KIND = new LayerKind(
            "dense",
            "Fully connected layer over a flat input.",
            Schema.of(
                    positional("units", ArgumentType.count(), "features of the result"),
                    key("bias", ArgumentType.flag(), "true", "whether a number per unit is added"),
                    optionalKey("init", new ArgumentType.InitType(), "initialiser of the weight"),
                    optionalKey("bias_init", new ArgumentType.InitType(), "initialiser of the bias"),
                    optionalKey("act", new ArgumentType.ActivationType(), "activation of the result")),
            Dense::of,
            List.of(
                    Sample.of("dense 1", Shape.of(1)),
                    Sample.of("dense 17", Shape.of(5)),
                    Sample.of("dense 3, bias=false", Shape.of(17))))
            .differing("PyTorch's `Linear` works on the last axis of any shape; `dense` takes a flat input, and says where `flatten` is missing.");

    private static Dense of(Arguments arguments) {
        return new Dense(
                arguments.count("units"), arguments.flag("bias"), arguments.init("init"),
                arguments.init("bias_init"), arguments.activation("act"));
    }

    @Override
    public Foldable withBias() {
        return new Dense(units, true, init, biasInit, activation);
    }

    @Override
    public LayerKind kind() {
        return KIND;
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        Shape input = inputs.getFirst();
        if (input.rank() != 1) {
            throw new ShapeException(
                    Code.CNN2005, input + " is not flat", "", List.of("dense takes F features"),
                    List.of(new Remedy.PutBefore("flatten", "`flatten` before it would give " + new Flatten().shape(inputs))));
        }
        return Shape.of(units);
    }

    @Override
    public List<ParameterSpec> parameters(List<Shape> inputs) {
        int features = inputs.getFirst().channels();
        Shape weight = SizeArithmetic.checked("weight", Shape.of(units, features));
        List<ParameterSpec> parameters = new ArrayList<>();
        parameters.add(new ParameterSpec("weight", weight, Role.WEIGHT, features, units, init));
        if (bias) parameters.add(new ParameterSpec("bias", Shape.of(units), Role.BIAS, features, units, biasInit));
        return parameters;
    }

    @Override
    public SumOfProducts work(List<Shape> inputs) {
        return SumOfProducts.of("multiply-adds", units, inputs.getFirst().channels());
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.get(0);
        Tensor weight = inputs.get(1);
        Tensor y = Tensor.zeros(infer(inputs.stream().map(Tensor::type).toList()), evaluation.samples());
        for (int n = 0; n < evaluation.samples(); n++) {
            for (int u = 0; u < units; u++) {
                double sum = bias ? inputs.get(2).get(0, u) : 0;
                for (int f = 0; f < x.sampleSize(); f++) sum += weight.get(0, u, f) * x.get(n, f);
                y.set(sum, n, u);
            }
        }
        return y;
    }

    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        List<Value> gradients = new ArrayList<>();
        gradients.add(needed[0] ? builder.apply(new DenseInputGradient(), dy, inputs.get(1)) : null);
        gradients.add(needed[1] ? builder.apply(new DenseWeightGradient(), inputs.get(0), dy) : null);
        if (bias) gradients.add(needed[2] ? builder.apply(new BiasGradient(), dy) : null);
        return gradients;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        Axis unit = new Axis("u", units);
        Axis feature = new Axis("i", inputs.get(0).type().shape().channels());
        Axis sample = lowering.sample();
        Expr product = Expr.multiply(
                Lowering.load(inputs.get(1), List.of(unit, feature)),
                Lowering.load(inputs.get(0), List.of(sample, feature)));
        Expr sum = Expr.accumulator();
        Expr result = bias ? Expr.add(sum, Lowering.load(inputs.get(2), List.of(unit))) : sum;
        lowering.reduce(
                List.of(unit, sample), List.of(feature), Reduction.Combine.SUM, product, result,
                Lowering.at(output, List.of(sample, unit)));
    }
}
