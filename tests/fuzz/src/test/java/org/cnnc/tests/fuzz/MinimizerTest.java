package org.cnnc.tests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MinimizerTest {
    @Test
    void leavesWhatMakesItFail() {
        String text = "model M {\n    input a: 3\n    relu\n    dense 2000000\n    tanh\n}\n";
        assertThat(Minimizer.minimize(text, smaller -> smaller.contains("de") && smaller.contains("000"))).isEqualTo("de000");
        assertThat(Minimizer.minimize(text, smaller -> true)).isEmpty();
        assertThat(Minimizer.minimize(text, smaller -> false)).isEqualTo(text);
    }
}
