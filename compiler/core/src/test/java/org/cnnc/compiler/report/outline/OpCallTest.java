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

    private static String call(String text) {
        return OpCall.of(SampleLayers.layer(text).kind(), SampleLayers.arguments(text));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aCallMakesTheLayerAgain(String sample) {
        Layer layer = SampleLayers.layer(sample);
        assertThat(SampleLayers.layer(call(sample))).isEqualTo(layer);
    }

    @Test
    void saysNoMoreThanIsNeeded() {
        assertThat(call("conv 64, 7x7, stride=2, pad=3, dilation=1")).isEqualTo("conv 64, 7x7, stride=2, pad=3");
        assertThat(call("conv 6, 5x5, act=relu")).isEqualTo("conv 6, 5x5");
        assertThat(call("dropout 0.50")).isEqualTo("dropout");
        assertThat(call("dropout 0.00001")).isEqualTo("dropout 1e-5");
    }
}
