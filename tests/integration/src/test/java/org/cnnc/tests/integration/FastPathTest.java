package org.cnnc.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cnnc.compiler.autodiff.Autodiff;
import org.cnnc.compiler.autodiff.Folding;
import org.cnnc.compiler.autodiff.Inference;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.kernel.Space;
import org.cnnc.compiler.schedule.BlockedTensor;
import org.cnnc.compiler.link.CompiledModel;
import org.cnnc.compiler.schedule.InferenceSchedules;
import org.cnnc.compiler.schedule.Kernel;
import org.cnnc.compiler.schedule.LoopPlan;
import org.cnnc.compiler.schedule.Schedule;
import org.cnnc.compiler.schedule.Scheduler;
import org.cnnc.runtime.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** LeNet-5 takes the fast path: fused, and vectorised on every vector target. */
class FastPathTest {
    /** HotSpot compiles no method of this length or more (HugeMethodLimit). */
    private static final int HUGE_METHOD = 8000;

    private static final int JAVA_17 = 61;
    private static final String FLOAT_VECTOR = Bytecode.VECTOR_API + "/FloatVector";

    private static final TypedGraph LENET = Models.file("lenet5.cnn").graph();

    @ParameterizedTest
    @EnumSource(Target.class)
    void convolutionBiasAndReluAreOneKernel(Target target) {
        Schedule schedule = InferenceSchedules.of(Folding.fold(LENET), target).blocks();
        for (String layer : List.of("C1", "C3", "C5", "F6")) {
            List<Kernel> kernels = kernels(schedule, layer + "_");
            assertThat(kernels).as(layer).hasSize(1);
            assertThat(kernels.getFirst().fused()).as(layer).containsExactly(layer + "_relu_forward");
            assertThat(kernels.getFirst().nest().result()).as(layer)
                    .isInstanceOfSatisfying(Expr.Binary.class, max -> assertThat(max.op()).isEqualTo(Expr.BinaryOp.MAX));
        }
    }

    private static List<Kernel> kernels(Schedule schedule, String prefix) {
        return schedule.kernels().stream().filter(kernel -> kernel.name().startsWith(prefix)).toList();
    }

    /** The gradient of an activation is no pass of its own: it ends the kernel that brings the gradient. */
    @ParameterizedTest
    @EnumSource(Target.class)
    void reluGradientsAreFusedIntoWhatPrecedesThem(Target target) {
        Schedule schedule = Scheduler.training(Autodiff.autodiff(LENET), target);
        assertThat(schedule.kernels()).noneMatch(kernel -> kernel.name().contains("relu"));
        // Pooling goes before relu, so that the gradient of C1's comes out of C3.
        Map.of("C1", "C3_conv_input_gradient", "C3", "C5_conv_input_gradient", "C5", "F6_dense_input_gradient",
                "F6", "dense2_dense_input_gradient").forEach((layer, kernel) ->
                assertThat(schedule.kernels())
                        .filteredOn(candidate -> candidate.name().startsWith(kernel) && !candidate.name().contains("_margin"))
                        .as("%s on %s", kernel, target)
                        .isNotEmpty()
                        .allMatch(candidate -> candidate.fused().contains(layer + "_relu_relu_gradient")));
    }

    @ParameterizedTest
    @EnumSource(value = Target.class, mode = EnumSource.Mode.EXCLUDE, names = "PLAIN")
    void everyContractionIsVectorised(Target target) {
        for (Schedule schedule : List.of(
                InferenceSchedules.of(Folding.fold(LENET), target).blocks(), Scheduler.training(Autodiff.autodiff(LENET), target))) {
            List<Kernel> contractions = schedule.kernels().stream().filter(FastPathTest::isContraction).toList();
            assertThat(contractions).hasSize(schedule.training().isPresent() ? 5 + 5 + 4 : 5);
            for (Kernel kernel : contractions) {
                assertThat(kernel.plan()).as(kernel.toString()).isInstanceOfSatisfying(LoopPlan.Tiled.class, plan -> {
                    assertThat(plan.lanes()).isEqualTo(target.lanes());
                    assertThat(plan.vectorAxis()).isPresent();
                    assertThat(plan.tile().values().stream().reduce(1, (x, y) -> x * y)).isGreaterThan(1);
                });
            }
        }
    }

    private static boolean isContraction(Kernel kernel) {
        return List.of("C1_", "C3_", "C5_", "F6_", "dense2_").stream().anyMatch(kernel.name()::startsWith)
                && kernel.nest().reduction().filter(FastPathTest::isProductSum).isPresent();
    }

    private static boolean isProductSum(Reduction reduction) {
        return reduction.combine() == Reduction.Combine.SUM
                && reduction.body() instanceof Expr.Binary binary
                && binary.op() == Expr.BinaryOp.MULTIPLY;
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void theKernelsMultiplyAndAddVectors(int bits) {
        CompiledModel model = CompiledModel.compile(LENET, "LeNet5");
        Bytecode inference = Bytecode.of(model.classes().get("LeNet5$Inference" + bits));
        Bytecode training = Bytecode.of(model.classes().get("LeNet5$Training" + bits));
        for (String layer : List.of("C1", "C3", "C5", "F6")) {
            assertThat(inference.reaches(layer + "_forward", FLOAT_VECTOR, "fma")).as(layer).isTrue();
            assertThat(training.reaches(layer + "_forward", FLOAT_VECTOR, "fma")).as(layer).isTrue();
            String gradient = layer + (layer.startsWith("C") ? "_conv" : "_dense") + "_weight_gradient";
            assertThat(training.reaches(gradient, FLOAT_VECTOR, "fma")).as(gradient).isTrue();
        }
        assertThat(inference.reaches("S2_forward", FLOAT_VECTOR, "fma")).isFalse();
    }

    /** One sample of a deep network: each convolution's vector is the channels of its result, and its weights are packed. */
    @ParameterizedTest
    @EnumSource(value = Target.class, mode = EnumSource.Mode.EXCLUDE, names = "PLAIN")
    void oneSampleOfADeepNetworkIsComputedInBlocksOfChannels(Target target) {
        TypedGraph graph = Models.file("resnet18.cnn").graph();
        Schedule single = InferenceSchedules.of(Folding.fold(Inference.inference(graph)), target).single();
        List<Kernel> convolutions = single.kernels().stream()
                .filter(kernel -> kernel.nest().reduction().filter(FastPathTest::isProductSum).isPresent())
                .filter(kernel -> kernel.name().contains("conv"))
                .toList();
        assertThat(convolutions).hasSize(20).allSatisfy(kernel -> {
            assertThat(kernel.plan()).isInstanceOfSatisfying(LoopPlan.Tiled.class, plan ->
                    assertThat(plan.vectorAxis()).isPresent());
            assertThat(kernel.nest().store().address().offset().of(((LoopPlan.Tiled) kernel.plan()).vectorAxis().get()))
                    .isEqualTo(1);
        });
        Map<Space, Long> blocked = single.blocked().stream()
                .collect(Collectors.groupingBy(BlockedTensor::space, Collectors.counting()));
        assertThat(blocked.get(Space.PREPARED)).isEqualTo(20);
        assertThat(blocked.get(Space.ARENA)).isGreaterThanOrEqualTo(20);
    }

    @Test
    void plainClassesAndTheNetworkDoNotNameTheVectorApi() {
        CompiledModel model = CompiledModel.compile(LENET, "LeNet5");
        for (String name : List.of("LeNet5", "LeNet5$InferencePlain", "LeNet5$TrainingPlain")) {
            assertThat(Bytecode.of(model.classes().get(name)).mentions("jdk/incubator")).as(name).isFalse();
        }
        assertThat(Bytecode.of(model.classes().get("LeNet5$Inference512")).mentions(Bytecode.VECTOR_API)).isTrue();
    }

    static List<String> models() throws IOException {
        return Models.files();
    }

    @ParameterizedTest
    @MethodSource("models")
    void methodsAreOfALengthThatHotSpotCompiles(String file) {
        CompiledModel.compile(Models.file(file).graph(), "Net").classes().forEach((name, bytes) -> {
            Bytecode bytecode = Bytecode.of(bytes);
            assertThat(bytecode.majorVersion()).as(name).isEqualTo(JAVA_17);
            assertThat(bytecode.codeLengths()).isNotEmpty().allSatisfy((method, length) ->
                    assertThat(length).as("%s.%s", name, method).isLessThan(HUGE_METHOD));
        });
    }
}
