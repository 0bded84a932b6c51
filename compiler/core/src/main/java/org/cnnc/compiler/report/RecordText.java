package org.cnnc.compiler.report;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.cnnc.compiler.op.Op;
import org.cnnc.compiler.source.SourceText;
import org.cnnc.compiler.source.Span;

/**
 * Trees of records as text, a component a line, what is inside indented: the early stages of the compiler,
 * whose records are what there is to see. A record that is marked in the source has its line and column.
 */
public final class RecordText {
    private static final String INDENT = "  ";

    private final StringBuilder text = new StringBuilder();

    private RecordText() {}

    /** Lines, each ended. */
    public static String of(Object tree) {
        RecordText printer = new RecordText();
        printer.print("", "", tree);
        return printer.text.toString();
    }

    private void print(String indent, String name, Object value) {
        String label = name.isEmpty() ? "" : name + ": ";
        switch (value) {
            case Optional<?> optional -> optional.ifPresent(inner -> print(indent, name, inner));
            case Span span -> { /* said behind the record's name */ }
            case SourceText source -> line(indent, label + source.name());
            case Op op -> line(indent, label + OpText.of(op));
            case Collection<?> collection -> collection(indent, name, collection);
            case Map<?, ?> map -> map(indent, name, map);
            case Record node -> {
                line(indent, label + node.getClass().getSimpleName() + place(node));
                for (RecordComponent component : node.getClass().getRecordComponents()) {
                    print(indent + INDENT, component.getName(), read(node, component));
                }
            }
            case Object leaf -> line(indent, label + leaf);
        }
    }

    private void collection(String indent, String name, Collection<?> elements) {
        if (elements.isEmpty()) return;
        if (elements.stream().allMatch(element -> element instanceof Number || element instanceof String)) {
            line(indent, name + ": " + elements);
            return;
        }
        if (!name.isEmpty()) line(indent, name + ":");
        for (Object element : elements) print(name.isEmpty() ? indent : indent + INDENT, "", element);
    }

    private void map(String indent, String name, Map<?, ?> map) {
        if (map.isEmpty() || map.values().stream().allMatch(Span.class::isInstance)) return;
        line(indent, name + ":");
        map.forEach((key, value) -> print(indent + INDENT, key.toString(), value));
    }

    private static String place(Record node) {
        for (RecordComponent component : node.getClass().getRecordComponents()) {
            if (component.getName().equals("span") && read(node, component) instanceof Span span) {
                return " @" + span.line() + ":" + span.column();
            }
        }
        return "";
    }

    private static Object read(Record node, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(node);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record's component cannot be read: " + component, e);
        }
    }

    private void line(String indent, String line) {
        text.append(indent).append(line).append('\n');
    }
}
