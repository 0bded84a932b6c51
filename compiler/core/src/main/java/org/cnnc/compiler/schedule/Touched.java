package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Space;

/** The memory that a nest reads and writes, as the range from the first to the last float of each access. */
record Touched(Range stored, List<Range> loaded) {
    /** @param to inclusive */
    record Range(Space space, int from, int to) {
        boolean meets(Range other) {
            return space == other.space && from <= other.to && other.from <= to;
        }
    }

    static Touched by(Nest nest) {
        Map<String, Axis> axes = nest.axisByName();
        List<Range> loaded = new ArrayList<>();
        nest.visit(part -> {
            if (part instanceof Expr.Load(Access access)) loaded.add(range(access.address(), axes));
        });
        return new Touched(range(nest.store().address(), axes), loaded);
    }

    private static Range range(Access.Address address, Map<String, Axis> axes) {
        Affine offset = address.offset();
        return new Range(address.space(), offset.min(axes), offset.max(axes));
    }

    /** Whether one of two nests may write what the other reads or writes, so that their order matters. */
    boolean conflicts(Touched other) {
        return stored.meets(other.stored)
                || other.loaded.stream().anyMatch(stored::meets)
                || loaded.stream().anyMatch(other.stored::meets);
    }
}
