package org.cnnc.compiler.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.cnnc.compiler.source.SourceText;
import org.cnnc.compiler.source.Span;

/**
 * Values from outside the file: {@code classes} sets a parameter of a model, {@code train.epochs} or
 * {@code train.optimizer.lr} a setting of its {@code train} section, and {@code LeNet5.classes} or
 * {@code LeNet5.train.epochs} those of one model of several. Of two settings of one path the later one counts.
 */
public record Overrides(List<Setting> settings) {
    /** @param key where the path is written, or its last name */
    public record Setting(String path, Span key, OutsideValue value) {}

    public Overrides {
        settings = List.copyOf(settings);
    }

    public static Overrides none() {
        return new Overrides(List.of());
    }

    /** As if each path and value had been given by {@code --set}. */
    public static Overrides of(Map<String, String> values) {
        List<Setting> settings = new ArrayList<>();
        values.forEach((path, text) -> settings.add(commandLine(path, text)));
        return new Overrides(settings);
    }

    /** {@code --set path=text}. */
    public static Setting commandLine(String path, String text) {
        String option = "--set ";
        SourceText source = new SourceText("command line", option + path + "=" + text);
        int end = source.text().length();
        int equals = option.length() + path.length();
        return new Setting(path, new Span(source, option.length(), equals), new OutsideValue.Single(text, new Span(source, end - text.length(), end)));
    }

    /** These, and others that count more. */
    public Overrides and(Overrides more) {
        List<Setting> all = new ArrayList<>(settings);
        all.addAll(more.settings);
        return new Overrides(all);
    }

    /** The value that counts of each path, as text. */
    public SequencedMap<String, String> texts() {
        SequencedMap<String, String> texts = new LinkedHashMap<>();
        settings.forEach(setting -> texts.put(setting.path(), setting.value().text()));
        return texts;
    }
}
