package org.cnnc.tests.differential;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;
import org.cnnc.compiler.op.LayerKind;
import org.cnnc.compiler.op.Sample;

/**
 * Random uses of a layer, made from nothing but its registry entry: arguments by their types, inputs of the ranks
 * of its samples. Most of what comes out has errors; {@link #example} draws until one has none.
 */
public final class RandomLayer {
    /** One, even and odd, and a lane count with its neighbours. */
    private static final int[] SIZES = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33};

    private static final int[] BATCHES = {1, 15, 16, 17, 37, 67};

    /** Samples of a batch times this stay quick in the interpreter. */
    private static final long MOST_MACS = 20_000;

    private static final long MOST_ELEMENTS = 1_500;

    private final LayerKind kind;
    private final Random random;

    /**
     * A layer's statement.
     *
     * @param shapes of the tensors {@code P0}, {@code P1}, … that it takes, the first of which stands right above it
     */
    public record Use(List<String> shapes, String statement) {}

    public RandomLayer(LayerKind kind, Random random) {
        this.kind = kind;
        this.random = random;
    }

    /** The layer behind one with parameters, so that the gradient of its input is needed too. */
    Example example() {
        while (true) {
            Example example = new Example(text(), BATCHES[random.nextInt(BATCHES.length)], random.nextInt(1 << 20));
            if (example.graph().isPresent() && example.trains() && example.macs() <= MOST_MACS) return example;
        }
    }

    private String text() {
        Use use = use();
        int inputs = use.shapes().size();
        StringBuilder text = new StringBuilder("model M {\n");
        for (int i = 0; i < inputs; i++) text.append("    input x").append(i).append(": ").append(use.shapes().get(i)).append('\n');
        for (int i = inputs - 1; i >= 0; i--) {
            String channels = use.shapes().get(i).split(" ")[0];
            String before = use.shapes().get(i).contains("x") ? "conv " + channels + ", 1" : "dense " + channels;
            text.append("    P").append(i).append(": ").append(before).append(" from x").append(i).append('\n');
        }
        String loss = random.nextBoolean() ? "mse" : "cross_entropy";
        return text + "    " + use.statement() + "\n}\ntrain M {\n    loss " + loss + "\n    " + Comparison.OPTIMIZER + "\n}\n";
    }

    /** A use of the layer, with errors perhaps. */
    public Use use() {
        Sample sample = kind.samples().get(random.nextInt(kind.samples().size()));
        List<String> shapes = shapes(sample.inputs().getFirst().rank(), sample.inputs().size());
        int inputs = shapes.size();
        boolean named = kind.schema().arguments().stream().anyMatch(argument -> argument.type() instanceof ArgumentType.TensorName);
        String joined = inputs == 1 || named
                ? ""
                : IntStream.range(0, inputs).mapToObj(i -> "P" + i).collect(Collectors.joining(", "));
        String arguments = List.of(joined, arguments()).stream().filter(s -> !s.isEmpty()).collect(Collectors.joining(", "));
        return new Use(shapes, (kind.name() + " " + arguments).strip());
    }

    /** Of a join's inputs, some differ from the first along one axis: its extent is another, or 1. */
    private List<String> shapes(int rank, int inputs) {
        int[] first = shape(rank);
        int axis = random.nextInt(rank);
        List<String> shapes = new ArrayList<>();
        for (int i = 0; i < inputs; i++) {
            int[] own = first.clone();
            if (i > 0 && random.nextBoolean()) own[axis] = random.nextBoolean() ? 1 : 1 + random.nextInt(17);
            shapes.add(IntStream.of(own).mapToObj(Integer::toString).collect(Collectors.joining(" x ")));
        }
        return shapes;
    }

    private int[] shape(int rank) {
        while (true) {
            int[] extents = IntStream.range(0, rank).map(axis -> size()).toArray();
            if (IntStream.of(extents).asLongStream().reduce(1, (x, y) -> x * y) <= MOST_ELEMENTS) return extents;
        }
    }

    private int size() {
        return SIZES[random.nextInt(SIZES.length)];
    }

    private String arguments() {
        List<String> given = new ArrayList<>();
        for (Argument argument : kind.schema().arguments()) {
            boolean required = argument.positional() && argument.defaultText().isEmpty() && !argument.optional();
            if (argument.type() instanceof ArgumentType.InitType || !required && random.nextInt(3) == 0) continue;
            given.add((argument.positional() ? "" : argument.name() + "=") + value(argument.type()));
        }
        return String.join(", ", given);
    }

    private String value(ArgumentType type) {
        return switch (type) {
            case ArgumentType.Count(int min, int _) -> "" + Math.max(min, size());
            case ArgumentType.Number(double min, double max) ->
                    "" + (Math.max(min, 0) + random.nextInt(8) / 8.0 * Math.min(1, max - Math.max(min, 0)));
            case ArgumentType.Learnable(double min, double max) ->
                    random.nextInt(3) == 0 ? "learned" : value(new ArgumentType.Number(min, max));
            case ArgumentType.Flag() -> "" + random.nextBoolean();
            case ArgumentType.Choice(List<String> values) -> values.get(random.nextInt(values.size()));
            case ArgumentType.ExtentType(int min) -> extent(min);
            case ArgumentType.PaddingType() -> padding();
            case ArgumentType.WindowPaddingType() -> random.nextInt(4) == 0 ? "same" : padding();
            case ArgumentType.InitType() -> "zeros";
            case ArgumentType.ActivationType() -> List.of("relu", "sigmoid", "tanh").get(random.nextInt(3));
            case ArgumentType.TensorName() -> "P1";
            case ArgumentType.Axes() -> axes();
            case ArgumentType.Numbers(double min, double max) -> "(" + min + ", " + max + ")";
            case ArgumentType.Text() -> "\"text\"";
        };
    }

    /** One number, or one for each of some axes. */
    private String extent(int least) {
        int axes = 1 + random.nextInt(3);
        return random.ints(axes, least, least + 4).mapToObj(Integer::toString).collect(Collectors.joining("x"));
    }

    /** An order of as many axes as some shape has. */
    private String axes() {
        List<Integer> order = new ArrayList<>(IntStream.range(0, 2 + random.nextInt(3)).boxed().toList());
        Collections.shuffle(order, random);
        return order.stream().map(Object::toString).collect(Collectors.joining(", ", "(", ")"));
    }

    private String padding() {
        if (random.nextInt(3) > 0) return extent(0);
        int axes = 1 + random.nextInt(3);
        return random.ints(2L * axes, 0, 3).mapToObj(Integer::toString).collect(Collectors.joining(", ", "(", ")"));
    }
}
