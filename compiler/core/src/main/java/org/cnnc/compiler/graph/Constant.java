package org.cnnc.compiler.graph;

import java.util.List;
import java.util.stream.Collectors;

/** A compile-time value. */
public sealed interface Constant {
    record Number(Rational value) implements Constant {
        @Override
        public String toString() {
            return value.toString();
        }
    }

    record Flag(boolean value) implements Constant {
        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    record Text(String value) implements Constant {
        @Override
        public String toString() {
            return "\"" + value + "\"";
        }
    }

    /** A name that no variable has: an initialiser, an activation, a mode. */
    record Word(String name) implements Constant {
        @Override
        public String toString() {
            return name;
        }
    }

    /** {@code 5x5}. */
    record Extents(List<Rational> sizes) implements Constant {
        @Override
        public String toString() {
            return sizes.stream().map(Rational::toString).collect(Collectors.joining(" x "));
        }
    }

    record Tuple(List<Given> elements) implements Constant {
        @Override
        public String toString() {
            return elements.stream().map(Given::text).collect(Collectors.joining(", ", "(", ")"));
        }
    }

    /** A name with arguments: {@code he_normal(fan = out)}. */
    record Call(String name, List<Given> arguments) implements Constant {
        @Override
        public String toString() {
            return arguments.stream().map(Given::text).collect(Collectors.joining(", ", name + "(", ")"));
        }
    }

    /** The value of an expression that is wrong and was reported; nothing is said of what uses it. */
    record Unknown() implements Constant {}

    /** What it is, for errors. */
    default String kind() {
        return switch (this) {
            case Number n -> "a number";
            case Flag f -> "true or false";
            case Text t -> "a string";
            case Word w -> "a name";
            case Extents e -> "an extent";
            case Tuple t -> "a tuple";
            case Call c -> "a name with arguments";
            case Unknown u -> "unknown";
        };
    }

    default boolean isUnknown() {
        return switch (this) {
            case Unknown u -> true;
            case Tuple t -> t.elements().stream().anyMatch(given -> given.value().isUnknown());
            case Call c -> c.arguments().stream().anyMatch(given -> given.value().isUnknown());
            case Number n -> false;
            case Flag f -> false;
            case Text t -> false;
            case Word w -> false;
            case Extents e -> false;
        };
    }
}
