package org.cnnc.compiler.init;

import java.util.List;
import org.cnnc.runtime.Initializer;

/** Every element is 0. */
public record Zeros() implements Init {
    static final InitKind KIND = new InitKind("zeros", "Every element is 0.",
            List.of(), settings -> new Zeros());

    @Override
    public String text() {
        return "zeros";
    }

    @Override
    public Initializer resolve(long fanIn, long fanOut, double gain) {
        return new Initializer.Constant(0);
    }
}
