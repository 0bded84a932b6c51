package org.cnnc.compiler.init;

import java.util.List;
import java.util.OptionalDouble;
import org.cnnc.runtime.Initializer;

/** A (semi-)orthogonal matrix times a gain (Saxe et al., 2013). */
public record Orthogonal(OptionalDouble gain) implements Init {
    static final InitKind KIND = new InitKind("orthogonal", "A (semi-)orthogonal matrix times a gain (Saxe et al., 2013).",
            List.of(InitSetting.gain()), settings -> new Orthogonal(settings.gain()))
            .differing("The gain is that of the activation behind the layer; PyTorch's is 1 unless given.");

    @Override
    public String text() {
        return InitText.of("orthogonal", Fan.IN, gain);
    }

    @Override
    public Initializer resolve(long fanIn, long fanOut, double gain) {
        return new Initializer.Orthogonal((float) this.gain.orElse(gain));
    }
}
