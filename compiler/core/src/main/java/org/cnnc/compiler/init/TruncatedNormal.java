package org.cnnc.compiler.init;

import java.util.List;
import org.cnnc.runtime.Initializer;

/** Normal distribution of mean 0, drawn again beyond two standard deviations. */
public record TruncatedNormal(double std) implements Init {
    static final InitKind KIND = new InitKind("truncated_normal", "Normal distribution of mean 0, drawn again beyond two standard deviations.",
            List.of(InitSetting.deviation()), settings -> new TruncatedNormal(settings.number("std")))
            .differing("It is cut off at two of its deviations; PyTorch's `trunc_normal_` at -2 and 2 unless told.");

    @Override
    public String text() {
        return "truncated_normal(" + InitText.number(std) + ")";
    }

    @Override
    public Initializer resolve(long fanIn, long fanOut, double gain) {
        return new Initializer.TruncatedNormal((float) std);
    }
}
