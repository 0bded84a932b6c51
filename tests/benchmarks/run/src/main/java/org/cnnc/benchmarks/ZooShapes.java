package org.cnnc.benchmarks;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cnnc.compiler.Frontend;
import org.cnnc.compiler.graph.Node;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.op.Conv;
import org.cnnc.compiler.op.WindowGeometry;
import org.cnnc.compiler.tensor.Shape;

/** The convolutions of the zoo. */
final class ZooShapes {
    private static final List<String> FILES =
            List.of("lenet5", "alexnet", "vgg16", "resnet18", "resnet50", "mobilenet_v1", "squeezenet1_1");

    private ZooShapes() {}

    /** Each convolution of square images, without groups, once. */
    static Set<ConvShape> all() {
        Set<ConvShape> shapes = new LinkedHashSet<>();
        FILES.forEach(file -> shapes.addAll(of(file)));
        return shapes;
    }

    /** Those of one file. */
    static Set<ConvShape> of(String file) {
        Set<ConvShape> shapes = new LinkedHashSet<>();
        for (Node node : Frontend.check(Bench.MODELS.resolve(file + ".cnn"), Overrides.none()).models().getFirst().graph().nodes()) {
            if (node.op() instanceof Conv conv) shape(conv, node.inputs().getFirst().type().shape()).ifPresent(shapes::add);
        }
        return shapes;
    }

    private static Optional<ConvShape> shape(Conv conv, Shape input) {
        List<WindowGeometry.Axis> axes = conv.convolution(input).geometry(input).axes();
        boolean square = axes.size() == 2 && axes.getFirst().equals(axes.getLast());
        boolean even = Arrays.stream(input.spatial()).distinct().count() == 1 && axes.getFirst().before() == axes.getFirst().after();
        if (!square || !even || conv.groups() > 1 || axes.getFirst().dilation() > 1) return Optional.empty();
        WindowGeometry.Axis axis = axes.getFirst();
        return Optional.of(new ConvShape(
                input.channels(), conv.filters(), axis.kernel(), axis.stride(), axis.before(), axis.input()));
    }
}
