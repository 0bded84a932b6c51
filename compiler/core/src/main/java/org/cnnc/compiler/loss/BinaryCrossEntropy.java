package org.cnnc.compiler.loss;

import java.util.Map;
import java.util.Optional;
import org.cnnc.compiler.kernel.Elementary;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.op.Arguments;
import org.cnnc.compiler.op.Op;
import org.cnnc.compiler.op.Schema;
import org.cnnc.compiler.op.Sigmoid;

/**
 * Cross entropy of the sigmoid p of logits x against t: {@code -t log p - (1 - t) log(1 - p)}, computed as {@code max(x, 0)
 * - t x + log(1 + e^-|x|)}, which neither overflows nor loses digits (PyTorch's {@code BCEWithLogitsLoss}); the mean over a
 * sample's elements. There is no form of it that takes probabilities: of a p that was rounded to 1 nothing tells how sure
 * the network was.
 */
public record BinaryCrossEntropy() implements ElementLoss {
    public static final LossKind KIND = new LossKind(
            "binary_cross_entropy",
            "Cross entropy of the sigmoid of each output by itself: of one output for two classes, or of several labels that"
                    + " exclude each other not. A sigmoid at the network's end is taken as this one; outputs without it are"
                    + " logits (PyTorch's `BCEWithLogitsLoss`).",
            Schema.of(),
            arguments -> new BinaryCrossEntropy(),
            ElementLoss.samples(new Arguments(Map.of())))
            .differing("There is no `pos_weight`, and no form that takes probabilities (PyTorch's `BCELoss`).");

    @Override
    public LossKind kind() {
        return KIND;
    }

    @Override
    public Optional<String> takesScores() {
        return Optional.of("takes the sigmoid itself, of logits");
    }

    @Override
    public boolean takesIn(Op last) {
        return last instanceof Sigmoid;
    }

    /** Of logits: that of a probability of one half. */
    @Override
    public double threshold() {
        return 0;
    }

    @Override
    public double of(double x, double t) {
        return Math.max(x, 0) - t * x + Math.log1p(Math.exp(-Math.abs(x)));
    }

    @Override
    public double slope(double x, double t) {
        return 1 / (1 + Math.exp(-x)) - t;
    }

    @Override
    public Expr of(Expr x, Expr t) {
        Expr below = new Expr.Unary(Expr.UnaryOp.NEGATE, new Expr.Unary(Expr.UnaryOp.ABS, x));
        Expr linear = Expr.subtract(Expr.max(x, Expr.constant(0)), Expr.multiply(t, x));
        return Expr.add(linear, Elementary.logOnePlus(Elementary.exp(below)));
    }

    @Override
    public Expr slope(Expr x, Expr t) {
        return Expr.subtract(Elementary.sigmoid(x), t);
    }
}
