package org.cnnc.compiler.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RationalTest {
    private static Rational of(long top, long bottom) {
        return Rational.of(top).over(Rational.of(bottom));
    }

    /** The laws of a field, and the definition of floor and remainder, on random quotients. */
    @Test
    void obeysTheLawsOfArithmetic() {
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            Rational a = of(random.nextInt(-99, 100), random.nextInt(1, 50));
            Rational b = of(random.nextInt(1, 100), random.nextInt(1, 50));
            Rational c = of(random.nextInt(-99, 100), random.nextInt(1, 50));
            assertThat(a.plus(b).times(c)).isEqualTo(a.times(c).plus(b.times(c)));
            assertThat(a.over(b).times(b)).isEqualTo(a);
            assertThat(a.minus(c).plus(c)).isEqualTo(a);
            assertThat(a.floor().isWhole()).isTrue();
            assertThat(a.minus(a.floor())).isBetween(Rational.of(0), Rational.of(1));
            assertThat(a.remainder(b)).isGreaterThanOrEqualTo(Rational.of(0)).isLessThan(b);
            assertThat(a.toDouble()).isEqualTo(a.numerator().doubleValue() / a.denominator().doubleValue());
        }
    }

    @Test
    void showsQuotientsThatAreNoDecimals() {
        assertThat(of(65, 4)).hasToString("16.25");
        assertThat(of(6, 3)).hasToString("2");
        assertThat(of(1, 3)).hasToString("1/3 (about 0.333333)");
        assertThat(of(2, 1).squareRoot()).hasToString("about 1.414214");
        assertThat(Rational.of(new BigDecimal("1e-3"))).hasToString("0.001");
    }

    @Test
    void refusesWhatIsNoNumberOrTooLarge() {
        assertThatThrownBy(() -> of(1, 0)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Rational.of(10).power(Rational.of(1_000_000))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Rational.of(-4).squareRoot()).isInstanceOf(ArithmeticException.class);
        assertThat(Rational.of(-1).power(Rational.of(1_000_001))).isEqualTo(Rational.of(-1));
        assertThat(of(4, 9).squareRoot()).isEqualTo(of(2, 3));
    }
}
