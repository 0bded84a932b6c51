package org.cnnc.train;

import java.util.StringJoiner;
import org.cnnc.runtime.JsonText;

/** A JSON object on one line. */
final class JsonLine {
    private final StringJoiner members = new StringJoiner(",", "{", "}");

    JsonLine put(String name, long value) {
        members.add(JsonText.quote(name) + ":" + value);
        return this;
    }

    /** Leaves the member out where JSON has no such number. */
    JsonLine put(String name, double value) {
        if (Double.isFinite(value)) members.add(JsonText.quote(name) + ":" + shortest(value));
        return this;
    }

    JsonLine put(String name, String value) {
        members.add(JsonText.quote(name) + ":" + JsonText.quote(value));
        return this;
    }

    JsonLine put(String name, boolean value) {
        members.add(JsonText.quote(name) + ":" + value);
        return this;
    }

    /** A value that was computed as a float has a shorter text as one. */
    private static String shortest(double value) {
        float narrow = (float) value;
        return narrow == value ? Float.toString(narrow) : Double.toString(value);
    }

    @Override
    public String toString() {
        return members.toString();
    }
}
