package org.cnnc.compiler.kernel;

import java.util.Locale;

/** Prints expressions as one would write them, for dumps. */
public final class ExprPrinter {
    private ExprPrinter() {}

    public static String print(Expr expr) {
        return switch (expr) {
            case Expr.Constant(float value) -> Float.toString(value);
            case Expr.Load(Access access) -> access.toString();
            case Expr.Accumulator(int point) -> point == 0 ? "acc" : "acc" + point;
            case Expr.Index(Affine value) -> "(" + value + ")";
            case Expr.Hyper(int _, String name) -> name;
            case Expr.Unary(Expr.UnaryOp op, Expr x) -> op.name().toLowerCase(Locale.ROOT) + "(" + print(x) + ")";
            case Expr.Binary(Expr.BinaryOp op, Expr x, Expr y) -> switch (op) {
                case ADD -> "(" + print(x) + " + " + print(y) + ")";
                case SUBTRACT -> "(" + print(x) + " - " + print(y) + ")";
                case MULTIPLY -> print(x) + " * " + print(y);
                case DIVIDE -> print(x) + " / " + print(y);
                case MAX -> "max(" + print(x) + ", " + print(y) + ")";
                case MIN -> "min(" + print(x) + ", " + print(y) + ")";
            };
            case Expr.Fma(Expr x, Expr y, Expr z) -> "(" + print(x) + " * " + print(y) + " + " + print(z) + ")";
            case Expr.Select(Expr.Comparison c, Expr x, Expr y, Expr then, Expr otherwise) ->
                "(" + print(x) + (c == Expr.Comparison.LESS ? " < " : " == ") + print(y) + " ? " + print(then) + " : "
                        + print(otherwise) + ")";
            case Expr.Uniform(Expr.Key key, int stream, Affine index) ->
                "uniform(" + (key == Expr.Key.STEP ? "step, " : "") + stream + ", " + index + ")";
        };
    }
}
