package org.cnnc.compiler.report;

import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import org.cnnc.compiler.init.Init;
import org.cnnc.compiler.op.Op;

/** An op with its attributes, as the language writes a call: {@code conv(filters = 6, kernel = 5x5, …)}. */
public final class OpText {
    private OpText() {}

    /** Attributes that were left out and have no default are not said. */
    public static String of(Op op) {
        StringJoiner attributes = new StringJoiner(", ", "(", ")").setEmptyValue("");
        if (op.getClass().isRecord()) {
            for (RecordComponent component : op.getClass().getRecordComponents()) {
                text(attribute(op, component)).ifPresent(text -> attributes.add(key(component) + " = " + text));
            }
        }
        return op.name() + attributes;
    }

    /** {@code biasInit} as the language writes it: {@code bias_init}. */
    private static String key(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static Object attribute(Op op, RecordComponent component) {
        try {
            return component.getAccessor().invoke(op);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("an op's record is not public: " + op.getClass(), e);
        }
    }

    private static Optional<String> text(Object attribute) {
        return switch (attribute) {
            case Optional<?> optional -> optional.flatMap(OpText::text);
            case Init init -> Optional.of(init.text());
            case Op op -> Optional.of(of(op));
            case Object other -> Optional.of(other.toString());
        };
    }
}
