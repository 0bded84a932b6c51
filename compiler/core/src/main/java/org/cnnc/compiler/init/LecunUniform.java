package org.cnnc.compiler.init;

import java.util.List;
import org.cnnc.runtime.Initializer;

/** Uniform distribution within sqrt(3 / fan_in) (LeCun et al., 1998). */
public record LecunUniform() implements Init {
    static final InitKind KIND = new InitKind("lecun_uniform", "Uniform distribution within sqrt(3 / fan_in) (LeCun et al., 1998).",
            List.of(), settings -> new LecunUniform())
            .differing("PyTorch does not name it: it is `kaiming_uniform_` with the nonlinearity `linear`.");

    @Override
    public String text() {
        return "lecun_uniform";
    }

    @Override
    public Initializer resolve(long fanIn, long fanOut, double gain) {
        float bound = (float) Math.sqrt(3.0 / fanIn);
        return new Initializer.Uniform(-bound, bound);
    }
}
