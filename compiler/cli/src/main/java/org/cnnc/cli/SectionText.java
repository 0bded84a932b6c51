package org.cnnc.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.cnnc.compiler.graph.TrainSpec;
import org.cnnc.compiler.training.Setting;

/** What a train section says of the course of a run, in the language's words. */
final class SectionText {
    private SectionText() {}

    /** A line of the head of a run; empty where the rate is constant and nothing else is set. */
    static String of(TrainSpec section) {
        List<String> words = new ArrayList<>();
        Setting schedule = section.schedule();
        boolean plain = schedule.name().equals("constant") && schedule.arguments().number("warmup") == 0;
        if (!plain) words.add("schedule " + text(schedule));
        section.earlyStop().map(SectionText::text).ifPresent(words::add);
        section.checkpoint().map(SectionText::text).ifPresent(words::add);
        section.ema().map(SectionText::text).ifPresent(words::add);
        return words.isEmpty() ? "" : String.format(Locale.ROOT, "with     %s%n", String.join(", ", words));
    }

    private static String text(Setting setting) {
        return setting.name() + setting.arguments().values().entrySet().stream()
                .map(argument -> argument.getKey() + " = " + number(argument.getValue()))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    /** A whole number without its decimals. */
    private static String number(Object value) {
        return value instanceof Double number && number == Math.rint(number) && Math.abs(number) < Integer.MAX_VALUE
                ? Long.toString(number.longValue()) : String.valueOf(value);
    }
}
