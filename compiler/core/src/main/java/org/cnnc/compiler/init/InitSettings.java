package org.cnnc.compiler.init;

import java.util.Map;
import java.util.OptionalDouble;

/** An initialiser's arguments, checked: numbers as Double, words as String. */
public record InitSettings(Map<String, Object> values) {
    double number(String name) {
        return (Double) values.get(name);
    }

    OptionalDouble gain() {
        return values.get("gain") instanceof Double gain ? OptionalDouble.of(gain) : OptionalDouble.empty();
    }

    Fan fan() {
        return Fan.valueOf(((String) values.get("fan")).toUpperCase());
    }
}
