package org.cnnc.compiler.op;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.tensor.Shape;

/** An axis of a sample as the language names it. {@code channels} is the first of any shape, also of a flat one. */
public enum AxisName {
    CHANNELS,
    FEATURES,
    DEPTH,
    HEIGHT,
    WIDTH,
    LENGTH;

    /** The type of an argument that names an axis. */
    static final ArgumentType TYPE =
            new ArgumentType.Choice(Arrays.stream(values()).map(AxisName::toString).toList());

    static AxisName of(Arguments arguments) {
        return valueOf(arguments.text("axis").toUpperCase(Locale.ROOT));
    }

    /** The axes of a shape, the first one first. */
    static List<AxisName> of(Shape shape) {
        return ofRank(shape.rank());
    }

    /** So many spatial axes, which follow the channels. */
    public static List<AxisName> spatial(int rank) {
        return rank == 0 ? List.of() : ofRank(rank + 1).subList(1, rank + 1);
    }

    private static List<AxisName> ofRank(int rank) {
        return switch (rank) {
            case 1 -> List.of(FEATURES);
            case 2 -> List.of(CHANNELS, LENGTH);
            case 3 -> List.of(CHANNELS, HEIGHT, WIDTH);
            case 4 -> List.of(CHANNELS, DEPTH, HEIGHT, WIDTH);
            default -> throw new IllegalArgumentException("no names for " + rank + " axes");
        };
    }

    /**
     * The number of this axis, counted from 0.
     *
     * @throws ShapeException CNN2005 when the shape has no such axis
     */
    int in(Shape shape) {
        if (this == CHANNELS) return 0;
        List<AxisName> names = of(shape);
        if (names.contains(this)) return names.indexOf(this);
        String known = String.join(", ", names.stream().map(AxisName::toString).toList());
        throw new ShapeException(
                Code.CNN2005, shape + " has no axis `" + this + "`", "axis",
                List.of((names.size() == 1 ? "its axis is " : "its axes are ") + known), List.of());
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
