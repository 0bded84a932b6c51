package org.cnnc.compiler.init;

import org.cnnc.runtime.Initializer;

/** Waves of the position, which nothing draws or learns: what a sinusoidal positional encoding adds. No file names it. */
public record Sinusoidal() implements Init {
    @Override
    public String text() {
        return "sinusoidal";
    }

    @Override
    public Initializer resolve(long fanIn, long fanOut, double gain) {
        return new Initializer.Sinusoidal();
    }
}
