package org.cnnc.compiler.kernel;

import java.util.List;
import java.util.function.UnaryOperator;

/** The inner loops of a nest: combines {@code body} over {@code axes}, outermost first. */
public record Reduction(List<Axis> axes, Combine combine, Expr body) {
    public enum Combine {
        SUM(0f),
        MAX(Float.NEGATIVE_INFINITY),
        MIN(Float.POSITIVE_INFINITY);

        private final float identity;

        Combine(float identity) {
            this.identity = identity;
        }

        /** What combining starts from. */
        public float identity() {
            return identity;
        }
    }

    public Reduction mapBody(UnaryOperator<Expr> change) {
        return new Reduction(axes, combine, change.apply(body));
    }
}
