package org.cnnc.compiler.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cnnc.compiler.op.LayerKind;
import org.cnnc.compiler.op.Sample;
import org.cnnc.compiler.tensor.Shape;

/** Samples of layers as the language writes them; inputs are named a, b and so on. */
final class SampleText {
    private SampleText() {}

    /** Whether a layer takes its inputs by name, and any number of them. */
    static boolean joins(LayerKind kind) {
        return kind.samples().stream().allMatch(sample -> sample.inputs().size() > 1);
    }

    /** A statement: {@code concat a, b, axis=width}, {@code crop like=b from a}, {@code conv 6, 5x5}. */
    static String statement(LayerKind kind, Sample sample) {
        if (!sample.before().isEmpty()) return sample.before() + "; " + sample.layer();
        if (sample.inputs().size() == 1) return sample.layer();
        if (!joins(kind)) return sample.layer() + " from a";
        String arguments = sample.layer().substring(kind.name().length()).strip();
        String names = IntStream.range(0, sample.inputs().size()).mapToObj(SampleText::name).collect(Collectors.joining(", "));
        return kind.name() + " " + names + (arguments.isEmpty() ? "" : ", " + arguments);
    }

    /** A file with a model of nothing else. */
    static String model(LayerKind kind, Sample sample) {
        List<Shape> inputs = sample.inputs();
        String declared = IntStream.range(0, inputs.size())
                .mapToObj(i -> "    input " + name(i) + ": " + inputs.get(i) + "\n")
                .collect(Collectors.joining());
        return "model M {\n" + declared + "    " + statement(kind, sample) + "\n}\n";
    }

    private static String name(int input) {
        return String.valueOf((char) ('a' + input));
    }
}
