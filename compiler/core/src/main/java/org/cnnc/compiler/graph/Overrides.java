package org.cnnc.compiler.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.cnnc.compiler.source.SourceText;
import org.cnnc.compiler.source.Span;

/**
 * Values from outside the file: {@code classes} sets a parameter of a model, {@code train.epochs} or
 * {@code train.optimizer.lr} a setting of its {@code train} section, and {@code LeNet5.classes} or
 * {@code LeNet5.train.epochs} those of one model of several. Of two settings of one path the later one counts.
 */
public record Overrides(List<Setting> settings) {
    private static final String SET = "--set ";

    /** @param key where the path is written, or its last name */
    public record Setting(String path, Span key, OutsideValue value) {}

    public Overrides {
        settings = List.copyOf(settings);
    }

    /**
     * The same with the text of a {@code --set} changed; empty where the text is none of them, or can no longer be
     * read as one.
     */
    public Optional<Overrides> mended(SourceText written, String changed) {
        int equals = changed.indexOf('=');
        boolean known = settings.stream().anyMatch(setting -> setting.key().source() == written);
        if (!known || !changed.startsWith(SET) || equals < 0) return Optional.empty();
        Setting other = commandLine(changed.substring(SET.length(), equals), changed.substring(equals + 1));
        return Optional.of(new Overrides(settings.stream().map(setting -> setting.key().source() == written ? other : setting).toList()));
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
        SourceText source = new SourceText("command line", SET + path + "=" + text);
        int end = source.text().length();
        int equals = SET.length() + path.length();
        return new Setting(path, new Span(source, SET.length(), equals), new OutsideValue.Single(text, new Span(source, end - text.length(), end)));
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
