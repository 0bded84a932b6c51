package org.cnnc.compiler.graph;

import java.util.List;
import java.util.stream.Collectors;
import org.cnnc.compiler.source.Span;

/** A value from outside the file, not yet read: what it means depends on what it is for. */
public sealed interface OutsideValue {
    /** Where it is written. */
    Span span();

    /** The value as text. */
    String text();

    /** One value, as the language writes it; a string may do without quotes where a string is wanted. */
    record Single(String text, Span span) implements OutsideValue {}

    /** A list: the sizes of an extent, the elements of a tuple, or the values of a setting that takes several. */
    record Several(List<OutsideValue> elements, Span span) implements OutsideValue {
        @Override
        public String text() {
            return elements.stream().map(OutsideValue::text).collect(Collectors.joining(", ", "(", ")"));
        }
    }
}
