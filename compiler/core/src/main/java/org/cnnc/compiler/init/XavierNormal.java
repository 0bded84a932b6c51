package org.cnnc.compiler.init;

import java.util.List;
import java.util.OptionalDouble;
import org.cnnc.runtime.Initializer;

/** Normal distribution of deviation gain * sqrt(2 / (fan_in + fan_out)) (Glorot and Bengio, 2010). */
public record XavierNormal(OptionalDouble gain) implements Init {
    static final InitKind KIND = new InitKind("xavier_normal", "Normal distribution of deviation gain * sqrt(2 / (fan_in + fan_out)) (Glorot and Bengio, 2010).",
            List.of(InitSetting.gain()), settings -> new XavierNormal(settings.gain()))
            .differing("The gain is that of the activation behind the layer; PyTorch's is 1 unless given.");

    @Override
    public String text() {
        return InitText.of("xavier_normal", Fan.IN, gain);
    }

    @Override
    public Initializer resolve(long fanIn, long fanOut, double gain) {
        return new Initializer.Normal((float) (this.gain.orElse(gain) * Math.sqrt(2.0 / (fanIn + fanOut))));
    }
}
