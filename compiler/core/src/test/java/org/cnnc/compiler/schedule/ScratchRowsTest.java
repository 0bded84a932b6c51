package org.cnnc.compiler.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Space;
import org.junit.jupiter.api.Test;

class ScratchRowsTest {
    private static Kernel kernel(int length, int results, int operands) {
        Access store = new Access.Address(Space.ARENA, Affine.constant(0));
        Nest nest = new Nest("kernel", 1, List.of(), Optional.empty(), Expr.constant(0), store);
        return new Kernel(nest, new LoopPlan.Rows(List.of(new Axis("n", length)), length, Optional.empty(), results, operands), List.of());
    }

    /** By hand: rows 0 and 1 hold a million floats, rows 2 to 9 hold 200, rows 10 to 4099 hold 32. */
    @Test
    void everyRowIsAsLongAsTheLongestThatIsKeptThere() {
        List<Kernel> kernels = Stream.of(kernel(32, 4096, 4), kernel(1_000_000, 1, 1), kernel(100, 1, 2), kernel(200, 8, 2))
                .toList();
        ScratchRows rows = ScratchRows.of(kernels);
        assertThat(rows.lengths()).containsExactly(1_000_000, 200, 32);
        assertThat(rows.counts()).containsExactly(2, 8, 4090);
    }

    @Test
    void withoutKernelsInRowsThereAreNone() {
        assertThat(ScratchRows.of(List.of()).counts()).isEmpty();
    }
}
