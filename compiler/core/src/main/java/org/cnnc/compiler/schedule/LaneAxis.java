package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;

/** Tells along which axes a nest can compute several elements with one operation. */
final class LaneAxis {
    private LaneAxis() {}

    /** Whether along the axis every load is consecutive or the same, and the store moves by {@code storeStride}. */
    static boolean fits(Nest nest, Axis axis, int storeStride) {
        if (nest.store().address().offset().of(axis.name()) != storeStride) return false;
        List<Boolean> fits = new ArrayList<>();
        nest.visit(part -> fits.add(switch (part) {
            case Expr.Load(Access access) -> {
                int stride = access.address().offset().of(axis.name());
                yield stride == 0 || stride == 1;
            }
            case Expr.Index(Affine value) -> value.of(axis.name()) == 0;
            case Expr.Uniform _ -> false;
            case Expr.Constant _, Expr.Accumulator _, Expr.Hyper _, Expr.Unary _, Expr.Binary _, Expr.Fma _,
                    Expr.Select _ -> true;
        }));
        return !fits.contains(false);
    }
}
