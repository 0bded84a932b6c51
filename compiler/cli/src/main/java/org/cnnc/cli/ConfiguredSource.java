package org.cnnc.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.training.Setting;
import org.cnnc.train.data.CifarSource;
import org.cnnc.train.data.CsvSource;
import org.cnnc.train.data.FashionMnist;
import org.cnnc.train.data.IdxSource;
import org.cnnc.train.data.ImagesSource;
import org.cnnc.train.data.MnistSource;
import org.cnnc.train.data.NpySource;
import org.cnnc.train.data.Resize;
import org.cnnc.train.data.Source;
import org.cnnc.train.data.SyntheticSource;

/** Makes the source of data that a setting names, for a model's input and output. */
final class ConfiguredSource {
    private static final double TEST_SHARE = 0.2;
    private static final int IMAGE_RANK = 3;

    private final TypedGraph graph;
    private final Path besides;
    private final String word;
    private final Map<String, Object> arguments;

    /**
     * @param besides a file that the setting's paths are relative to
     * @param setting arguments that it does not have are as the language's defaults
     */
    ConfiguredSource(TypedGraph graph, Path besides, Setting setting) {
        this.graph = graph;
        this.besides = besides.toAbsolutePath();
        this.word = setting.name();
        this.arguments = setting.arguments().values();
    }

    /** Where the data is, for people. */
    String place() {
        return switch (word) {
            case "idx", "images", "cifar10" -> path("dir").toString();
            case "npy" -> path("x").toString();
            case "csv" -> path("file").toString();
            case String other -> other;
        };
    }

    Source source() {
        return switch (word) {
            case "mnist" -> MnistSource.embedded();
            case "fashion_mnist" -> FashionMnist.folder(text("dir").map(this::path).orElse(FashionMnist.FOLDER));
            case "cifar10" -> CifarSource.folder(path("dir"));
            case "idx" -> IdxSource.of(path("dir"), input(), classes());
            case "images" -> ImagesSource.of(path("dir"), imageExtents(), resize(), number("test", TEST_SHARE));
            case "npy" -> NpySource.of(new NpySource.Pair(path("x"), path("y")), testArrays(), number("test", TEST_SHARE), input(), classes());
            case "csv" -> CsvSource.of(
                    path("file"), text("test_file").map(this::path), number("test", TEST_SHARE), columns(), input(), classes());
            case "synthetic" -> synthetic();
            case String other -> throw new IllegalStateException("a data source without a reader: " + other);
        };
    }

    /** What becomes of images of other extents. */
    Resize resize() {
        return Resize.valueOf(text("resize").orElse("none").toUpperCase(Locale.ROOT));
    }

    private Source synthetic() {
        SyntheticSource.Kind kind = SyntheticSource.Kind.valueOf(text("kind").orElse("clusters").toUpperCase(Locale.ROOT));
        int answers = kind == SyntheticSource.Kind.LINEAR ? outputs() : count("classes", classes());
        return SyntheticSource.of(kind, count("samples", 1000), input(), answers, count("seed", 1));
    }

    private Optional<NpySource.Pair> testArrays() {
        Optional<String> x = text("test_x");
        Optional<String> y = text("test_y");
        if (x.isPresent() != y.isPresent()) throw Failure.input("data npy: give both test_x and test_y, or neither");
        return x.map(samples -> new NpySource.Pair(path(samples), path(y.orElseThrow())));
    }

    private CsvSource.Columns columns() {
        Optional<String> target = text("target");
        if (target.isPresent() && text("label").isPresent()) {
            throw Failure.input("data csv: label is a column of classes, target one of numbers to be predicted; give one of them");
        }
        String separator = text("separator").orElse(",");
        if (separator.length() != 1) throw Failure.input("data csv: separator: expected one character, found `" + separator + "`");
        return new CsvSource.Columns(
                target.isPresent() ? CsvSource.Kind.TARGET : CsvSource.Kind.LABEL, target.or(() -> text("label")).orElse("label"),
                Optional.ofNullable((Boolean) arguments.get("header")), separator.charAt(0));
    }

    private int[] imageExtents() {
        int[] input = input();
        int pad = count("pad", 0);
        if (input.length != IMAGE_RANK || input[1] <= 2 * pad || input[2] <= 2 * pad) {
            throw Failure.input("data images: expected an input of channels x height x width that has room for pad = " + pad + ", model "
                    + graph.name() + " takes " + inputShape());
        }
        return new int[] {input[0], input[1] - 2 * pad, input[2] - 2 * pad};
    }

    private Shape inputShape() {
        return graph.inputs().getFirst().type().shape();
    }

    private int[] input() {
        return inputShape().extents();
    }

    private int outputs() {
        return (int) graph.outputs().values().iterator().next().type().shape().elements();
    }

    private int classes() {
        return outputs() == 1 ? 2 : outputs();
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable((String) arguments.get(name));
    }

    private int count(String name, int otherwise) {
        return arguments.get(name) instanceof Integer count ? count : otherwise;
    }

    private double number(String name, double otherwise) {
        return arguments.get(name) instanceof Double number ? number : otherwise;
    }

    /** The path that an argument gives, or that a text is. */
    private Path path(String argument) {
        return besides.resolveSibling(FileArguments.path(text(argument).orElse(argument)));
    }
}
