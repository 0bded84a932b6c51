package org.cnnc.compiler.init;

import java.util.List;
import org.cnnc.runtime.Initializer;

/** Normal distribution of deviation sqrt(1 / fan_in) (LeCun et al., 1998). */
public record LecunNormal() implements Init {
    static final InitKind KIND = new InitKind("lecun_normal", "Normal distribution of deviation sqrt(1 / fan_in) (LeCun et al., 1998).",
            List.of(), settings -> new LecunNormal())
            .differing("PyTorch does not name it: it is `kaiming_normal_` with the nonlinearity `linear`.");

    @Override
    public String text() {
        return "lecun_normal";
    }

    @Override
    public Initializer resolve(long fanIn, long fanOut, double gain) {
        return new Initializer.Normal((float) Math.sqrt(1.0 / fanIn));
    }
}
