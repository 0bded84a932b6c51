package org.cnnc.compiler.report.outline;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;
import org.cnnc.compiler.op.Arguments;
import org.cnnc.compiler.op.LayerKind;
import org.cnnc.compiler.report.OpText;
import org.cnnc.compiler.shape.LayerSummary;

/** A layer as a file would say it in the fewest words: {@code conv 64, 7x7, stride=2, pad=3}. */
public final class OpCall {
    private OpCall() {}

    /** Defaults and initialisers are left out, and the activation, which is a layer of its own. */
    public static String of(LayerSummary layer) {
        return layer.arguments()
                .map(arguments -> of(layer.layer().kind(), arguments))
                .orElseGet(() -> OpText.of(layer.layer()));
    }

    static String of(LayerKind kind, Arguments given) {
        StringJoiner call = new StringJoiner(", ", kind.name() + " ", "").setEmptyValue(kind.name());
        boolean positional = true;
        for (Argument argument : kind.schema().arguments()) {
            boolean said = !(argument.type() instanceof ArgumentType.InitType)
                    && !(argument.type() instanceof ArgumentType.ActivationType);
            if (!said) continue;
            Optional<String> text = Optional.ofNullable(given.values().get(argument.name()))
                    .flatMap(OpCall::text)
                    .filter(value -> !isDefault(argument, value));
            if (text.isEmpty()) {
                positional = false;
            } else {
                call.add(positional && argument.positional() ? text.get() : argument.name() + "=" + text.get());
            }
        }
        return call.toString();
    }

    private static boolean isDefault(Argument argument, String text) {
        return argument.defaultText().map(written -> isNumber(written) ? number(written) : written).filter(text::equals).isPresent();
    }

    private static Optional<String> text(Object value) {
        return switch (value) {
            case OptionalDouble learnable when learnable.isEmpty() -> Optional.of("learned");
            case OptionalDouble learnable -> text(learnable.getAsDouble());
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
