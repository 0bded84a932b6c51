package org.cnnc.compiler.op;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.cnnc.compiler.init.Init;

/** Arguments that were checked against a {@link Schema}, defaults filled in. */
public record Arguments(Map<String, Object> values) {
    public int count(String name) {
        return (Integer) values.get(name);
    }

    /** A whole number that may be left out. */
    public OptionalInt optionalCount(String name) {
        Integer value = (Integer) values.get(name);
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    public double number(String name) {
        return (Double) values.get(name);
    }

    /** A number that may be left out. */
    public OptionalDouble optionalNumber(String name) {
        return values.get(name) instanceof Double number ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    /** A number; empty where it is to be learned. */
    public OptionalDouble learnable(String name) {
        return (OptionalDouble) values.get(name);
    }

    public boolean flag(String name) {
        return (Boolean) values.get(name);
    }

    public String text(String name) {
        return (String) values.get(name);
    }

    public Extent extent(String name) {
        return (Extent) values.get(name);
    }

    /** An extent that may be left out, such as pooling's {@code stride (= kernel)}. */
    public Optional<Extent> optionalExtent(String name) {
        return Optional.ofNullable((Extent) values.get(name));
    }

    public Padding padding(String name) {
        return (Padding) values.get(name);
    }

    public Optional<Padding> optionalPadding(String name) {
        return Optional.ofNullable((Padding) values.get(name));
    }

    /** Numbers of axes. */
    public List<Integer> axes(String name) {
        return ((List<?>) values.get(name)).stream().map(Integer.class::cast).toList();
    }

    /** Numbers in parentheses; none where they are left out. */
    public List<Double> numbers(String name) {
        return ((List<?>) values.getOrDefault(name, List.of())).stream().map(Double.class::cast).toList();
    }

    /** The name of a tensor, where one is given. */
    public Optional<String> tensor(String name) {
        return Optional.ofNullable((String) values.get(name));
    }

    public WindowPadding windowPadding(String name) {
        return (WindowPadding) values.get(name);
    }

    public Optional<Init> init(String name) {
        return Optional.ofNullable((Init) values.get(name));
    }

    public Optional<Layer> activation(String name) {
        return Optional.ofNullable((Layer) values.get(name));
    }
}
