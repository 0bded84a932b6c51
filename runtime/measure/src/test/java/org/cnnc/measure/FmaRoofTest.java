package org.cnnc.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.cnnc.runtime.Target;
import org.cnnc.runtime.VectorChoice;
import org.junit.jupiter.api.Test;

class FmaRoofTest {
    /** Every chain computes 2 - 2^-n: what is timed is done, and is what it is said to be. */
    @Test
    void chainsAreComputed() {
        assertThat(FmaLoop.run(0)).isEqualTo(12f);
        assertThat(FmaLoop.run(1)).isEqualTo(12 * 1.5f);
        assertThat(FmaLoop.run(2)).isEqualTo(12 * 1.75f);
        assertThat(FmaLoop.run(100)).isEqualTo(24f);
    }

    @Test
    void widthIsThatOfTheKernels() {
        Target target = VectorChoice.current().target();
        try (FmaRoof roof = new FmaRoof(2)) {
            if (target != Target.PLAIN) assertThat(roof.bits()).isEqualTo(target.bits());
            assertThat(FmaLoop.flops()).isEqualTo(24L * roof.bits() / 32);
            assertThat(roof.gflops(1_000_000)).isPositive();
        }
    }
}
