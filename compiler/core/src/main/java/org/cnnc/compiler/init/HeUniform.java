package org.cnnc.compiler.init;

import java.util.List;
import java.util.OptionalDouble;
import org.cnnc.runtime.Initializer;

/** Uniform distribution within gain * sqrt(3 / fan) (He et al., 2015; PyTorch's kaiming_uniform_). */
public record HeUniform(Fan fan, OptionalDouble gain) implements Init {
    static final InitKind KIND = new InitKind("he_uniform", "Uniform distribution within gain * sqrt(3 / fan) (He et al., 2015; PyTorch's kaiming_uniform_).",
            List.of(InitSetting.fan(), InitSetting.gain()), settings -> new HeUniform(settings.fan(), settings.gain()))
            .differing("The gain is that of the activation behind the layer; PyTorch's is that of ReLU unless told. PyTorch has no `avg`.");

    @Override
    public String text() {
        return InitText.of("he_uniform", fan, gain);
    }

    @Override
    public Initializer resolve(long fanIn, long fanOut, double gain) {
        float bound = (float) (this.gain.orElse(gain) * Math.sqrt(3 / fan.of(fanIn, fanOut)));
        return new Initializer.Uniform(-bound, bound);
    }
}
