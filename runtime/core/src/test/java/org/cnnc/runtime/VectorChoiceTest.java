package org.cnnc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VectorChoiceTest {
    private static final IntSupplier MUST_NOT_ASK = () -> {
        throw new AssertionError("the Vector API is not there");
    };

    @ParameterizedTest
    @CsvSource({"64,PLAIN", "128,V128", "256,V256", "512,V512", "2048,V512"})
    void unaskedItIsTheWidestThatTheCpuPrefers(int bits, Target target) {
        VectorChoice choice = VectorChoice.choose(null, true, () -> bits);
        assertThat(choice.target()).isEqualTo(target);
        assertThat(choice.reason()).contains(bits + " bits");
    }

    @ParameterizedTest
    @CsvSource({"scalar,PLAIN", "128,V128", "256,V256", "512,V512"})
    void thePropertyForcesOne(String value, Target target) {
        assertThat(VectorChoice.choose(value, true, () -> 512)).isEqualTo(
                new VectorChoice(target, "asked for by -Dcnn.vector=" + value));
    }

    @Test
    void withoutTheModulePlainLoopsRunAndTheFlagIsNamed() {
        VectorChoice choice = VectorChoice.choose(null, false, MUST_NOT_ASK);
        assertThat(choice.target()).isEqualTo(Target.PLAIN);
        assertThat(choice.describe()).startsWith("plain loops: ").contains("--add-modules jdk.incubator.vector")
                .doesNotContain("\n");
        assertThat(VectorChoice.choose("scalar", false, MUST_NOT_ASK).target()).isEqualTo(Target.PLAIN);
    }

    @Test
    void whatCannotBeIsAnError() {
        assertThatThrownBy(() -> VectorChoice.choose("256", false, MUST_NOT_ASK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-Dcnn.vector=256").hasMessageContaining("--add-modules jdk.incubator.vector");
        assertThatThrownBy(() -> VectorChoice.choose("512", true, () -> 256))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("give 256 bits");
        assertThatThrownBy(() -> VectorChoice.choose("avx", true, () -> 256))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("scalar, 128, 256 or 512");
    }

    @Test
    void thisJvmHasTheModuleAndItsPreferredWidth() {
        assertThat(VectorChoice.current().target().bits()).isEqualTo(Math.min(512, PreferredVector.bits()));
    }
}
