package org.cnnc.benchmarks;

import static java.util.Map.entry;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All rows of the targets, in the order of the page. */
final class Rows {
    private static final double LENET_RATE = 0.1;
    private static final double VGG_RATE = 0.001;

    private static final List<ConvShape> CONV_3X3 = List.of(
            ConvShape.threeByThree(64, 224), ConvShape.threeByThree(64, 56), ConvShape.threeByThree(128, 28),
            ConvShape.threeByThree(256, 56), ConvShape.threeByThree(256, 14), ConvShape.threeByThree(512, 14),
            ConvShape.threeByThree(512, 7));

    /** Where Winograd's transform pays. */
    private static final List<ConvShape> LARGE_3X3 = CONV_3X3.stream().filter(shape -> shape.pixels() >= 28).toList();

    private static final List<ConvShape> SOME_3X3 = List.of(
            ConvShape.threeByThree(64, 56), ConvShape.threeByThree(128, 28), ConvShape.threeByThree(256, 14));

    private Rows() {}

    static List<Row> all() {
        List<Row> rows = new ArrayList<>();
        rows.add(new RateRow(
                "lenet-train", "LeNet-5 training step, batch 64", RateRow.Unit.IMAGES, Rows::lenetTraining,
                Map.of(Sides.PYTORCH, Bound.times(6), Sides.DL4J, Bound.times(100))));
        rows.add(lenet("lenet-infer-1", "LeNet-5 forward, batch 1", 1));
        rows.add(lenet("lenet-infer-64", "LeNet-5 forward, batch 64", 64));
        rows.add(new RoofRow(
                "conv-forward", "direct convolution", CONV_3X3, ConvShape.Direction.FORWARD, "Single" + Machine.vectorBits(), Bound.share(0.92)));
        rows.add(new RoofRow(
                "conv-input-gradient", "input gradient", CONV_3X3, ConvShape.Direction.INPUT_GRADIENT, "Training" + Machine.vectorBits(),
                Bound.share(0.8)));
        rows.add(new RoofRow(
                "conv-weight-gradient", "weight gradient", CONV_3X3, ConvShape.Direction.WEIGHT_GRADIENT, "Training" + Machine.vectorBits(),
                Bound.share(0.8)));
        rows.add(new RoofRow(
                "winograd", "3x3 layer as it is compiled", LARGE_3X3, ConvShape.Direction.FORWARD, "Single" + Machine.vectorBits(), Bound.share(2)));
        rows.add(inference("vgg16-1", "VGG-16, batch 1", "vgg16", 1, 1, Bound.times(1.5)));
        rows.add(inference("vgg16-8", "VGG-16, batch 8", "vgg16", 8, 1, Bound.times(2)));
        rows.add(inference("resnet50-1", "ResNet-50, batch 1, one thread", "resnet50", 1, 1, Bound.times(1.1)));
        rows.add(inference("resnet50-2t", "ResNet-50, batch 1, two threads", "resnet50", 1, 2, Bound.times(1.1)));
        rows.add(inference("mobilenet-1", "MobileNet-1, batch 1, one thread", "mobilenet_v1", 1, 1, Bound.times(1.1)));
        rows.add(inference("mobilenet-2t", "MobileNet-1, batch 1, two threads", "mobilenet_v1", 1, 2, Bound.times(1.1)));
        rows.add(new RateRow(
                "vgg16-train", "VGG-16 training step, batch 4", RateRow.Unit.GFLOPS, Rows::vggTraining,
                Map.of(Sides.PYTORCH, Bound.times(2))));
        rows.add(new RoofRow(
                "plain-conv", "without the Vector API: direct convolution", SOME_3X3, ConvShape.Direction.FORWARD,
                "SinglePlain", Bound.share(0.3)));
        rows.add(new RateRow(
                "plain-lenet-train", "without the Vector API: LeNet-5 training step, batch 64", RateRow.Unit.IMAGES,
                Rows::plainLenetTraining, Map.of(Sides.PYTORCH, Bound.times(1))));
        rows.add(new SpeedupRow(
                "threads-lenet-train", "two threads: LeNet-5 training step, batch 64",
                (bench, threads) -> Sides.cnncTraining(bench.zoo("lenet5"), 64, threads), Bound.times(1.9)));
        rows.add(speedup("threads-vgg16", "VGG-16", "vgg16"));
        rows.add(speedup("threads-resnet50", "ResNet-50", "resnet50"));
        rows.add(speedup("threads-mobilenet", "MobileNet-1", "mobilenet_v1"));
        rows.add(new ColdRow(
                "cold-lenet", "JVM's start to the first result, LeNet-5", "lenet5", Bound.atMost(0.5, "s"), null));
        rows.add(new ColdRow(
                "cold-resnet18", "JVM's start to the first result, ResNet-18", "resnet18", null, Bound.atMostTimes(2)));
        rows.add(new SizeRow("size", "to deploy, LeNet-5 without weights", Bound.atMost(0.3, "MB")));
        for (String file : List.of("lenet5", "mobilenet_v1", "resnet50", "vgg16")) {
            rows.add(new MemoryRow("memory-" + file, "peak memory, " + file + ", batch 1", file, Bound.atMostTimes(1)));
        }
        for (String file : List.of("lenet5", "mobilenet_v1", "resnet50", "vgg16")) {
            rows.add(cliff(file, "Single"));
        }
        rows.add(cliff("lenet5", "Training"));
        rows.add(new SweepRow());
        return rows;
    }

    private static Row cliff(String file, String program) {
        return new CliffRow(
                "cliff-" + file + "-" + program.toLowerCase(Locale.ROOT), "kernels of " + file + ", " + program + ", the slowest",
                file, program + Machine.vectorBits(), Bound.times(0.5));
    }

    private static RateRow.Work lenetTraining(Bench bench) throws IOException {
        PreparedModel model = bench.zoo("lenet5");
        return new RateRow.Work(model, 64, true, RateRow.launches(
                Sides.cnncTraining(model, 64, 1),
                entry(Sides.PYTORCH, Sides.pytorchTraining(model, 64, 1, LENET_RATE)),
                entry(Sides.DJL, Sides.djlTraining(model, 64, 1, LENET_RATE)),
                entry(Sides.DL4J, Sides.dl4jTraining(model, 64, 1, LENET_RATE))));
    }

    private static RateRow.Work plainLenetTraining(Bench bench) throws IOException {
        PreparedModel model = bench.zoo("lenet5");
        return new RateRow.Work(model, 64, true, RateRow.launches(
                Sides.plainTraining(model, 64, 1),
                entry(Sides.PYTORCH, Sides.pytorchTraining(model, 64, 1, LENET_RATE))));
    }

    private static Row lenet(String name, String title, int batch) {
        return new RateRow(name, title, RateRow.Unit.IMAGES, bench -> {
            PreparedModel model = bench.zoo("lenet5");
            model.writeOnnx();
            return new RateRow.Work(model, batch, false, RateRow.launches(
                    Sides.cnncInference(model, batch, 1),
                    entry(Sides.ONNX_RUNTIME, Sides.onnxRuntime(model, batch, 1)),
                    entry(Sides.PYTORCH, Sides.pytorchInference(model, batch, 1)),
                    entry(Sides.DJL, Sides.djlInference(model, batch, 1)),
                    entry(Sides.DL4J, Sides.dl4jInference(model, batch, 1))));
        }, Map.of(Sides.ONNX_RUNTIME, Bound.times(2)));
    }

    private static Row inference(String name, String title, String file, int batch, int threads, Bound target) {
        return new RateRow(name, title, RateRow.Unit.GFLOPS, bench -> {
            PreparedModel model = bench.zoo(file);
            model.writeOnnx();
            return new RateRow.Work(model, batch, false, RateRow.launches(
                    Sides.cnncInference(model, batch, threads),
                    entry(Sides.ONNX_RUNTIME, Sides.onnxRuntime(model, batch, threads))));
        }, Map.of(Sides.ONNX_RUNTIME, target));
    }

    private static Row speedup(String name, String network, String file) {
        return new SpeedupRow(
                name, "two threads: " + network + ", batch 1",
                (bench, threads) -> Sides.cnncInference(bench.zoo(file), 1, threads), Bound.times(1.9));
    }

    /** Dropout draws other numbers on each side, so that it is left out. */
    private static RateRow.Work vggTraining(Bench bench) throws IOException {
        PreparedModel model = bench.zooWithoutDropout("vgg16", """

                train VGG16 {
                    loss cross_entropy
                    optimizer sgd(lr = %s)
                    batch 4
                }
                """.formatted(VGG_RATE));
        return new RateRow.Work(model, 4, true, RateRow.launches(
                Sides.cnncTraining(model, 4, 1).withFlags(List.of("-Xmx10g")),
                entry(Sides.PYTORCH, Sides.pytorchTraining(model, 4, 1, VGG_RATE))));
    }
}
