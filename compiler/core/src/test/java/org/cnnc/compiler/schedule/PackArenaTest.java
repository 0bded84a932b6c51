package org.cnnc.compiler.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cnnc.compiler.schedule.PackArena.Packed;
import org.cnnc.compiler.schedule.PackArena.Tenant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackArenaTest {
    private static Tenant tenant(int floats, int first, int last) {
        return new Tenant(floats, new Life(first, last));
    }

    /** Every pair is looked at, float by float of the time that both live. */
    private static void assertApart(List<Tenant> tenants, Packed packed) {
        for (int i = 0; i < tenants.size(); i++) {
            int start = packed.offsets()[i];
            int end = start + tenants.get(i).floats();
            assertThat(start).isNotNegative();
            assertThat(end).isLessThanOrEqualTo(packed.length());
            for (int j = 0; j < i; j++) {
                boolean together = false;
                for (int step = tenants.get(i).life().first(); step <= tenants.get(i).life().last(); step++) {
                    together |= step >= tenants.get(j).life().first() && step <= tenants.get(j).life().last();
                }
                if (!together) continue;
                int other = packed.offsets()[j];
                assertThat(end <= other || other + tenants.get(j).floats() <= start)
                        .as("%s at %d and %s at %d", tenants.get(i), start, tenants.get(j), other)
                        .isTrue();
            }
        }
    }

    @Test
    void aChainTakesWhatItsWidestStepTakes() {
        List<Tenant> chain = List.of(
                tenant(16, 0, 1), tenant(64, 1, 2), tenant(32, 2, 3), tenant(32, 3, 4), tenant(64, 4, 5));
        Packed packed = PackArena.pack(chain);
        assertApart(chain, packed);
        assertThat(packed.length()).isEqualTo(96).isEqualTo((int) PackArena.leastLength(chain));
    }

    @Test
    void whatIsNeededAllAlongIsStackedOnce() {
        List<Tenant> nested = List.of(tenant(16, 0, 9), tenant(16, 1, 8), tenant(16, 2, 7), tenant(16, 3, 4), tenant(16, 5, 6));
        assertThat(PackArena.pack(nested).length()).isEqualTo(64);
    }

    @Test
    void nothingTakesNothing() {
        assertThat(PackArena.pack(List.of()).length()).isZero();
        assertThat(PackArena.leastLength(List.of())).isZero();
    }

    @Test
    void whatFitsNoArrayIsRefused() {
        List<Tenant> tooMuch = List.of(tenant(1 << 30, 0, 1), tenant(1 << 30, 0, 1));
        assertThatThrownBy(() -> PackArena.pack(tooMuch)).isInstanceOf(ArithmeticException.class);
        assertThat(PackArena.leastLength(tooMuch)).isEqualTo(1L << 31);
    }

    /** The lives of a network's results: most are short, some skip far ahead, as those do that a backward pass reads. */
    private static List<Tenant> random(long seed) {
        Random random = new Random(seed);
        int steps = 1 + random.nextInt(120);
        double keeping = random.nextDouble();
        List<Tenant> tenants = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            for (int n = random.nextInt(3); n > 0; n--) {
                int last = step + random.nextInt(4);
                if (random.nextDouble() < keeping) last = 2 * steps - step;
                int floats = 16 * (1 + (int) Math.exp(random.nextDouble() * 9));
                tenants.add(tenant(floats, step, Math.min(2 * steps, last)));
            }
        }
        return tenants;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void tenantsThatLiveTogetherAreApartAndHardlyAFloatIsWasted(int part) {
        double wasted = 0;
        int cases = 100;
        for (int seed = 0; seed < cases; seed++) {
            List<Tenant> tenants = random(part * 1000L + seed);
            Packed packed = PackArena.pack(tenants);
            assertApart(tenants, packed);
            long least = PackArena.leastLength(tenants);
            assertThat((double) packed.length()).isBetween((double) least, 1.25 * least);
            if (least > 0) wasted += (double) packed.length() / least - 1;
            assertThat(PackArena.pack(tenants)).usingRecursiveComparison().isEqualTo(packed);
        }
        assertThat(wasted / cases).isLessThan(0.03);
    }
}
