package org.cnnc.tests.differential;

import java.util.List;
import java.util.Random;
import org.cnnc.compiler.op.LayerKind;
import org.cnnc.compiler.op.Layers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layer of the language, at random configurations, compiled for every target, against the oracle. */
class LayerTest {
    static List<LayerKind> kinds() {
        return Layers.all();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void compiledLayersAgreeWithTheOracle(LayerKind kind) {
        RandomLayer layers = new RandomLayer(kind, new Random(Cases.SEED + kind.name().hashCode()));
        Cases.agree(layers::example, Cases.COUNT);
    }
}
