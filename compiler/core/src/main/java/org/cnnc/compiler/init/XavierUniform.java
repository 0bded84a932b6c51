package org.cnnc.compiler.init;

import java.util.List;
import java.util.OptionalDouble;
import org.cnnc.runtime.Initializer;

/** Uniform distribution within gain * sqrt(6 / (fan_in + fan_out)) (Glorot and Bengio, 2010). */
public record XavierUniform(OptionalDouble gain) implements Init {
    static final InitKind KIND = new InitKind("xavier_uniform", "Uniform distribution within gain * sqrt(6 / (fan_in + fan_out)) (Glorot and Bengio, 2010).",
            List.of(InitSetting.gain()), settings -> new XavierUniform(settings.gain()))
            .differing("The gain is that of the activation behind the layer; PyTorch's is 1 unless given.");

    @Override
    public String text() {
        return InitText.of("xavier_uniform", Fan.IN, gain);
    }

    @Override
    public Initializer resolve(long fanIn, long fanOut, double gain) {
        float bound = (float) (this.gain.orElse(gain) * Math.sqrt(6.0 / (fanIn + fanOut)));
        return new Initializer.Uniform(-bound, bound);
    }
}
