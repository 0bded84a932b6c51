package org.cnnc.compiler.init;

import java.util.List;
import org.cnnc.runtime.Initializer;

/** Uniform distribution between two bounds. */
public record Uniform(double low, double high) implements Init {
    static final InitKind KIND = new InitKind("uniform", "Uniform distribution between two bounds.",
            List.of(InitSetting.number("a", "lower bound"), InitSetting.number("b", "upper bound")), settings -> new Uniform(settings.number("a"), settings.number("b")));

    @Override
    public String text() {
        return "uniform(" + InitText.number(low) + ", " + InitText.number(high) + ")";
    }

    @Override
    public Initializer resolve(long fanIn, long fanOut, double gain) {
        return new Initializer.Uniform((float) low, (float) high);
    }
}
