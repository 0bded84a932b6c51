package org.cnnc.compiler.report.outline;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;
import org.cnnc.compiler.op.Layer;

/** A layer as a file would say it in the fewest words: {@code conv 64, 7x7, stride=2, pad=3}. */
public final class OpCall {
    private OpCall() {}

    /** Defaults and initialisers are left out, and so is what a layer's record does not hold. */
    public static String of(Layer layer) {
        StringJoiner arguments = new StringJoiner(", ", layer.name() + " ", "").setEmptyValue(layer.name());
        boolean positional = true;
        for (Argument argument : layer.kind().schema().arguments()) {
            if (argument.type() instanceof ArgumentType.InitType) continue;
            Optional<String> text = value(layer, argument).flatMap(OpCall::text).filter(value -> !isDefault(argument, value));
            if (text.isEmpty()) {
                positional = false;
            } else {
                arguments.add(positional && argument.positional() ? text.get() : argument.name() + "=" + text.get());
            }
        }
        return arguments.toString();
    }

    /** Of the record's component that is named as the argument is; a flag may be held as an enum's constant of its name. */
    private static Optional<Object> value(Layer layer, Argument argument) {
        for (RecordComponent component : layer.getClass().getRecordComponents()) {
            String name = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            if (name.equals(argument.name())) return Optional.of(value(layer, component));
            if (component.getType().isEnum() && value(layer, component).toString().equals(argument.name())) return Optional.of(true);
        }
        return Optional.empty();
    }

    private static Object value(Layer layer, RecordComponent component) {
        try {
            return component.getAccessor().invoke(layer);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a layer's record is not public: " + layer.getClass(), e);
        }
    }

    private static boolean isDefault(Argument argument, String text) {
        return argument.defaultText().map(written -> isNumber(written) ? number(written) : written).filter(text::equals).isPresent();
    }

    private static Optional<String> text(Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.flatMap(OpCall::text);
            case Layer layer -> Optional.of(of(layer));
            case List<?> list -> Optional.of(list.stream().map(Object::toString).collect(Collectors.joining(", ", "(", ")")));
            case Double number -> Optional.of(number(number.toString()));
            case Object other -> Optional.of(other.toString());
        };
    }

    private static boolean isNumber(String text) {
        return text.matches("-?\\d+(\\.\\d+)?([eE]-?\\d+)?");
    }

    /** {@code 0.1}, {@code 1} and {@code 1e-5}, however it was written. */
    private static String number(String text) {
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        int exponent = number.precision() - number.scale() - 1;
        if (number.signum() == 0 || exponent >= -4 && exponent < 15) return number.toPlainString();
        return number.movePointLeft(exponent).toPlainString() + "e" + exponent;
    }
}
