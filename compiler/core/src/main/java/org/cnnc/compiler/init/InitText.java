package org.cnnc.compiler.init;

import java.util.OptionalDouble;

/** How an initialiser with a fan and a gain is written: only what differs from the default is said. */
final class InitText {
    private InitText() {}

    static String of(String name, Fan fan, OptionalDouble gain) {
        StringBuilder text = new StringBuilder();
        if (fan != Fan.IN) text.append("fan = ").append(fan.text());
        if (gain.isPresent()) text.append(text.isEmpty() ? "" : ", ").append("gain = ").append(number(gain.getAsDouble()));
        return text.isEmpty() ? name : name + "(" + text + ")";
    }

    /** Without a fraction where there is none. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
    }
}
