package org.cnnc.compiler.report.outline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.cnnc.compiler.op.Layer;
import org.cnnc.compiler.op.Layers;
import org.cnnc.compiler.op.Sample;
import org.cnnc.compiler.op.SampleLayers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OpCallTest {
    static Stream<String> samples() {
        return Layers.all().stream().flatMap(kind -> kind.samples().stream()).map(Sample::layer);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aCallMakesTheLayerAgain(String sample) {
        Layer layer = SampleLayers.layer(sample);
        assertThat(SampleLayers.layer(OpCall.of(layer))).isEqualTo(layer);
    }

    @Test
    void saysNoMoreThanIsNeeded() {
        assertThat(OpCall.of(SampleLayers.layer("conv 64, 7x7, stride=2, pad=3, dilation=1"))).isEqualTo("conv 64, 7x7, stride=2, pad=3");
        assertThat(OpCall.of(SampleLayers.layer("dropout 0.50"))).isEqualTo("dropout");
        assertThat(OpCall.of(SampleLayers.layer("dropout 0.00001"))).isEqualTo("dropout 1e-5");
    }
}
