package org.cnnc.compiler.graph;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Values from outside the file: {@code classes} sets a parameter of a model, {@code train.epochs} or
 * {@code train.optimizer.lr} a setting of its {@code train} section.
 *
 * @param values by path, each written as in the language
 */
public record Overrides(SequencedMap<String, String> values) {
    public static Overrides none() {
        return new Overrides(new LinkedHashMap<>());
    }

    public static Overrides of(Map<String, String> values) {
        return new Overrides(new LinkedHashMap<>(values));
    }
}
