package org.cnnc.compiler.op;

import org.cnnc.compiler.kernel.Elementary;
import org.cnnc.compiler.kernel.Expr;

/** {@link Elu} whose alpha is a parameter, one in all. */
public record LearnedElu() implements LearnedSide {
    @Override
    public LayerKind kind() {
        return Elu.KIND;
    }

    @Override
    public double gain() {
        return Math.sqrt(2);
    }

    @Override
    public String parameter() {
        return "alpha";
    }

    @Override
    public double start() {
        return 1;
    }

    @Override
    public boolean perChannel() {
        return false;
    }

    @Override
    public double side(double x) {
        return Math.expm1(x);
    }

    @Override
    public Expr side(Expr x) {
        return Elementary.expMinusOne(x);
    }

    @Override
    public double sideSlope(double x) {
        return Math.exp(x);
    }

    @Override
    public Expr sideSlope(Expr x) {
        return Elementary.exp(x);
    }
}
