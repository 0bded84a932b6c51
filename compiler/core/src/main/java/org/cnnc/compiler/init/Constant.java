package org.cnnc.compiler.init;

import java.util.List;
import org.cnnc.runtime.Initializer;

/** Every element is the value given. */
public record Constant(double value) implements Init {
    static final InitKind KIND = new InitKind("constant", "Every element is the value given.",
            List.of(InitSetting.number("value", "the value")), settings -> new Constant(settings.number("value")));

    @Override
    public String text() {
        return "constant(" + InitText.number(value) + ")";
    }

    @Override
    public Initializer resolve(long fanIn, long fanOut, double gain) {
        return new Initializer.Constant((float) value);
    }
}
