package org.cnnc.compiler.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Space;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The steps against PyTorch's definition of SGD, carried out on one parameter with a gradient of 2 * p. */
class SgdTest {
    @ParameterizedTest
    @CsvSource({"0.1, 0, false, 0", "0.1, 0, false, 0.01", "0.05, 0.9, false, 0", "0.05, 0.9, true, 0.01"})
    void movesAsPyTorchDefines(double lr, double momentum, boolean nesterov, double decay) {
        Sgd sgd = new Sgd(lr, momentum, nesterov, decay);
        List<Float> hyper = List.copyOf(sgd.hyper().values());
        Map<Space, Double> memory = new EnumMap<>(Map.of(Space.PARAMETERS, 1.0, Space.STATE, 0.0));
        double p = 1;
        double v = 0;
        for (int step = 0; step < 5; step++) {
            double g = 2 * p + decay * p;
            v = momentum * v + g;
            double direction = momentum == 0 ? g : nesterov ? g + momentum * v : v;
            memory.put(Space.GRADIENTS, 2 * p);
            p -= lr * direction;
            for (Nest nest : sgd.step(16)) {
                Space stored = ((Access.Address) nest.store()).space();
                memory.put(stored, value(nest.result(), memory, hyper));
            }
            assertThat(memory.get(Space.PARAMETERS)).isCloseTo(p, offset(1e-6));
        }
    }

    @Test
    void keepsAVelocityOnlyForMomentum() {
        assertThat(new Sgd(0.1, 0, false, 0).stateSlots()).isZero();
        assertThat(new Sgd(0.1, 0.9, false, 0).stateSlots()).isEqualTo(1);
    }

    private static double value(Expr expr, Map<Space, Double> memory, List<Float> hyper) {
        return switch (expr) {
            case Expr.Load(Access.Address address) -> memory.get(address.space());
            case Expr.Hyper(int index, String name) -> hyper.get(index);
            case Expr.Fma(Expr x, Expr y, Expr z) -> value(x, memory, hyper) * value(y, memory, hyper) + value(z, memory, hyper);
            case Expr.Unary(Expr.UnaryOp op, Expr x) when op == Expr.UnaryOp.NEGATE -> -value(x, memory, hyper);
            default -> throw new IllegalStateException("no part of SGD: " + expr);
        };
    }
}
