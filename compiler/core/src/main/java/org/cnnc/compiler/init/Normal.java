package org.cnnc.compiler.init;

import java.util.List;
import org.cnnc.runtime.Initializer;

/** Normal distribution of mean 0. */
public record Normal(double std) implements Init {
    static final InitKind KIND = new InitKind("normal", "Normal distribution of mean 0.",
            List.of(InitSetting.deviation()), settings -> new Normal(settings.number("std")));

    @Override
    public String text() {
        return "normal(" + InitText.number(std) + ")";
    }

    @Override
    public Initializer resolve(long fanIn, long fanOut, double gain) {
        return new Initializer.Normal((float) std);
    }
}
