package org.cnnc.compiler.init;

import java.util.List;
import java.util.OptionalDouble;
import org.cnnc.runtime.Initializer;

/** Normal distribution of deviation gain / sqrt(fan) (He et al., 2015; PyTorch's kaiming_normal_). */
public record HeNormal(Fan fan, OptionalDouble gain) implements Init {
    static final InitKind KIND = new InitKind("he_normal", "Normal distribution of deviation gain / sqrt(fan) (He et al., 2015; PyTorch's kaiming_normal_).",
            List.of(InitSetting.fan(), InitSetting.gain()), settings -> new HeNormal(settings.fan(), settings.gain()))
            .differing("The gain is that of the activation behind the layer; PyTorch's is that of ReLU unless told. PyTorch has no `avg`.");

    @Override
    public String text() {
        return InitText.of("he_normal", fan, gain);
    }

    @Override
    public Initializer resolve(long fanIn, long fanOut, double gain) {
        return new Initializer.Normal((float) (this.gain.orElse(gain) / Math.sqrt(fan.of(fanIn, fanOut))));
    }
}
