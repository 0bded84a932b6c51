package org.cnnc.compiler.init;

import java.util.List;
import org.cnnc.runtime.Initializer;

/** Every element is 1. */
public record Ones() implements Init {
    static final InitKind KIND = new InitKind("ones", "Every element is 1.",
            List.of(), settings -> new Ones());

    @Override
    public String text() {
        return "ones";
    }

    @Override
    public Initializer resolve(long fanIn, long fanOut, double gain) {
        return new Initializer.Constant(1);
    }
}
