package org.cnnc.compiler.report;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.StringJoiner;
import org.cnnc.compiler.init.Init;
import org.cnnc.compiler.op.Op;

/** An op with its attributes, as the language writes a call: {@code conv(filters = 6, kernel = 5x5, …)}. */
public final class OpText {
    private OpText() {}

    /** Attributes that were left out and have no default are not said. */
    public static String of(Op op) {
        StringJoiner text = new StringJoiner(", ", "(", ")").setEmptyValue("");
        attributes(op).forEach((key, value) -> text.add(key + " = " + value));
        return op.name() + text;
    }

    /** The attributes with their values; those that were left out and have no default are missing. */
    public static SequencedMap<String, String> attributes(Op op) {
        SequencedMap<String, String> attributes = new LinkedHashMap<>();
        if (op.getClass().isRecord()) {
            for (RecordComponent component : op.getClass().getRecordComponents()) {
                text(attribute(op, component)).ifPresent(text -> attributes.put(key(component), text));
            }
        }
        return attributes;
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

    /** An attribute's value as the language writes it; empty for one that was left out. */
    public static Optional<String> text(Object attribute) {
        return switch (attribute) {
            case Optional<?> optional -> optional.flatMap(OpText::text);
            case Init init -> Optional.of(init.text());
            case Op op -> Optional.of(of(op));
            case Object other -> Optional.of(other.toString());
        };
    }
}
