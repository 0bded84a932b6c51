package org.cnnc.compiler.lock;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;
import org.cnnc.compiler.op.Arguments;
import org.cnnc.compiler.op.Schema;
import org.cnnc.compiler.report.OpText;
import org.cnnc.compiler.shape.LayerSummary;

/**
 * What a layer comes to.
 *
 * @param name the canonical name
 * @param arguments resolved, by name; the initialiser and the activation, which is a layer of its own, left out
 * @param inputs names of the inputs or layers it reads
 * @param output the result's shape
 * @param macs multiply-adds per sample
 * @param init the weight's initialiser; empty without a weight
 * @param deviation the standard deviation that it amounts to, in four digits; empty without a weight
 */
public record LockedLayer(
        String name,
        String op,
        SequencedMap<String, String> arguments,
        List<String> inputs,
        String output,
        long parameters,
        long macs,
        String init,
        String deviation) {
    /** The weight's initialiser, and the activation, which is a layer of its own. */
    private static final Set<String> SAID_ELSEWHERE = Set.of("init", "act");

    static LockedLayer of(LayerSummary layer) {
        SequencedMap<String, String> arguments = layer.arguments()
                .map(resolved -> texts(layer.layer().kind().schema(), resolved))
                .orElseGet(() -> OpText.attributes(layer.layer()));
        String deviation = layer.deviation().isEmpty()
                ? "" : String.format(Locale.ROOT, "%.4g", layer.deviation().getAsDouble());
        return new LockedLayer(layer.path(), layer.op(), arguments, layer.inputs(), layer.output().toString(),
                layer.parameters(), layer.macs(), layer.init(), deviation);
    }

    private static SequencedMap<String, String> texts(Schema schema, Arguments resolved) {
        SequencedMap<String, String> texts = new LinkedHashMap<>();
        for (Argument argument : schema.arguments()) {
            if (SAID_ELSEWHERE.contains(argument.name())) continue;
            Optional.ofNullable(resolved.values().get(argument.name())).flatMap(OpText::text)
                    .ifPresent(text -> texts.put(argument.name(), text));
        }
        return texts;
    }

    /** The layer as it would have been written by a version whose layer of this kind has these arguments. */
    LockedLayer completed(Schema schema) {
        SequencedMap<String, String> all = new LinkedHashMap<>(arguments);
        for (Argument argument : schema.arguments()) {
            if (SAID_ELSEWHERE.contains(argument.name())) continue;
            argument.defaultText().ifPresent(text -> all.putIfAbsent(argument.name(), value(argument.type(), text)));
        }
        return new LockedLayer(name, op, all, inputs, output, parameters, macs, init, deviation);
    }

    private static String value(ArgumentType type, String text) {
        return type instanceof ArgumentType.Number && text.matches("[-+.0-9eE]+") ? Double.toString(Double.parseDouble(text)) : text;
    }

    /** {@code conv(filters = 6, kernel = 5x5)}. */
    String definition() {
        if (arguments.isEmpty()) return op;
        StringBuilder text = new StringBuilder(op).append('(');
        arguments.forEach((key, value) ->
                text.append(text.charAt(text.length() - 1) == '(' ? "" : ", ").append(key).append(" = ").append(value));
        return text.append(')').toString();
    }
}
