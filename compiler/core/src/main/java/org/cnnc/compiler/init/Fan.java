package org.cnnc.compiler.init;

/** Which fan an initialiser divides by: {@code fan = in | out | avg}. */
public enum Fan {
    IN,
    OUT,
    AVG;

    double of(long fanIn, long fanOut) {
        return switch (this) {
            case IN -> fanIn;
            case OUT -> fanOut;
            case AVG -> (fanIn + fanOut) / 2.0;
        };
    }

    /** As the language writes it. */
    String text() {
        return name().toLowerCase();
    }
}
