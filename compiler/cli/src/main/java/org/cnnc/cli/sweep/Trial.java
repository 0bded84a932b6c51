package org.cnnc.cli.sweep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cnnc.compiler.graph.Overrides;

/**
 * One combination of values.
 *
 * @param number from 1
 * @param settings a value for each dimension, in the file's order
 */
public record Trial(int number, List<Overrides.Setting> settings) {
    public Trial {
        settings = List.copyOf(settings);
    }

    /** The values as text, by their paths. */
    public Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        settings.forEach(setting -> values.put(setting.path(), setting.value().text()));
        return values;
    }

    /** {@code width = 8, train.optimizer.lr = 0.1}. */
    @Override
    public String toString() {
        return settings.stream().map(setting -> setting.path() + " = " + setting.value().text())
                .collect(Collectors.joining(", "));
    }
}
