package org.cnnc.compiler.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.cnnc.compiler.Texts;
import org.cnnc.compiler.autodiff.Autodiff;
import org.cnnc.compiler.autodiff.Folding;
import org.cnnc.compiler.autodiff.Inference;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.schedule.InferenceSchedules;
import org.cnnc.compiler.schedule.Schedule;
import org.cnnc.compiler.schedule.Scheduler;
import org.cnnc.compiler.schedule.Section;
import org.cnnc.runtime.Frame;
import org.cnnc.runtime.PhasePlan;
import org.cnnc.runtime.Plan;
import org.cnnc.runtime.Program;
import org.cnnc.runtime.Sections;
import org.cnnc.runtime.Target;
import org.cnnc.runtime.TrainingProgram;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pieces of every section in any order, each with scratch that holds nothing but NaN, leave what a run leaves, to
 * the bit. So no piece is left out, none depends on another, and none on what another left in scratch.
 */
class SectionsTest {
    private static final Map<String, String> NETWORKS = new LinkedHashMap<>(Map.of(
            "convolutions of odd extents", """
                input image: 5 x 19 x 17
                conv 19, 3x3, pad=1, bias=true; relu
                conv 33, 3x3, stride=2, pad=1, bias=true; leaky_relu
                maxpool 3x3, stride=2
                conv 40, 1x1, bias=true; tanh
                flatten
                dense 61, sigmoid
                dense 10
                softmax
                """,
            "blocks of channels", """
                input image: 16 x 18 x 18
                conv 32, 3x3, pad=1; batchnorm; relu
                branch a { conv 48, 3x3, pad=1; batchnorm; relu }
                branch b { conv 48, 1x1; batchnorm }
                add
                relu
                branch c { conv 16, 1x1; relu }
                branch d { conv 32, 5x5, pad=2; relu }
                branch e { maxpool 3, stride=1, pad=1 }
                concat
                avgpool 2x2
                global_avgpool
                flatten
                dense 100
                softmax
                """,
            "depthwise, grouped, transposed", """
                input image: 24 x 14 x 14
                depthwise 3x3, pad=1; relu
                conv 48, 3x3, pad=1, groups=4; relu
                conv_transpose 17, 4x4, stride=2, pad=1; silu
                global_avgpool
                flatten
                dense 7
                """,
            "one long dense layer", """
                input features: 700
                dense 1001, relu
                dense 500, relu
                dense 2
                """));

    static List<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (String network : NETWORKS.keySet().stream().sorted().toList()) {
            for (Target target : Target.values()) cases.add(Arguments.of(network, target));
        }
        return cases;
    }

    private static TypedGraph graph(String network) {
        String text = "model M {\n" + NETWORKS.get(network) + "}\ntrain M { loss mse; optimizer sgd(0.1) }\n";
        assertThat(Texts.check(text).hasErrors()).as(network).isFalse();
        return Texts.check(text).models().getFirst().graph();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void piecesOfASampleInAnyOrderAreARun(String network, Target target) {
        Folding.Folded folded = Folding.fold(Inference.inference(graph(network)));
        check(InferenceSchedules.of(folded, target).single(), Scheduler.parameterFloats(folded.graph().parameters()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void piecesOfABlockInAnyOrderAreARun(String network, Target target) {
        Folding.Folded folded = Folding.fold(Inference.inference(graph(network)));
        check(InferenceSchedules.of(folded, target).blocks(), Scheduler.parameterFloats(folded.graph().parameters()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void piecesOfATrainingStepInAnyOrderAreARun(String network, Target target) {
        TypedGraph graph = graph(network);
        check(Scheduler.training(Autodiff.autodiff(graph), target), Scheduler.parameterFloats(graph.parameters()));
    }

    private static void check(Schedule schedule, int parameterFloats) {
        assertThat(schedule.sections()).as("something is worth sharing").anyMatch(section -> section.pieces() > 1);
        assertThat(schedule.sections().stream().flatMap(section -> section.parts().stream()).map(Section.Part::kernels)
                .flatMap(List::stream).toList())
                .as("each kernel once and in order")
                .isEqualTo(schedule.phases().stream().flatMap(List::stream).toList());
        Program program = BlockRun.load(schedule);
        Frame whole = frame(schedule, parameterFloats);
        Frame shared = frame(schedule, parameterFloats);
        Sections sections = program.sections();
        Random random = new Random(3);
        for (int phase = 0; phase < sections.ends().length; phase++) {
            if (program instanceof TrainingProgram training) training.run(whole, phase);
            else program.run(whole);
            for (int s = phase == 0 ? 0 : sections.ends()[phase - 1]; s < sections.ends()[phase]; s++) {
                List<Integer> order = new ArrayList<>();
                for (int piece = 0; piece < sections.pieces()[s]; piece++) order.add(piece);
                Collections.shuffle(order, random);
                for (int piece : order) {
                    Arrays.fill(shared.scratch, Float.NaN);
                    for (float[] row : shared.rows) Arrays.fill(row, Float.NaN);
                    program.piece(shared, s, piece);
                }
            }
            same(whole, shared, "arena", frame -> frame.arena);
            same(whole, shared, "io", frame -> frame.io);
            if (program instanceof TrainingProgram training) {
                same(whole, shared, "gradients", frame -> frame.gradients);
                PhasePlan phases = training.trainingPlan().phases();
                for (Frame frame : List.of(whole, shared)) sum(frame, phases.sums()[phase]);
            }
        }
    }

    private static void sum(Frame frame, int[] sums) {
        for (int r = 0; r < sums.length; r += 3) {
            System.arraycopy(frame.gradients, sums[r], frame.sums, sums[r + 2], sums[r + 1] - sums[r]);
        }
    }

    private static void same(Frame whole, Frame shared, String array, Function<Frame, float[]> floats) {
        float[] expected = floats.apply(whole);
        float[] found = floats.apply(shared);
        assertThat(Arrays.mismatch(expected, found)).as(array).isEqualTo(-1);
    }

    /** Random parameters and inputs; the same for the same schedule. */
    private static Frame frame(Schedule schedule, int parameterFloats) {
        Plan plan = schedule.plan();
        Frame frame = new Frame(plan);
        Random random = new Random(1);
        frame.parameters = new float[parameterFloats];
        for (int i = 0; i < parameterFloats; i++) frame.parameters[i] = 0.2f * (float) random.nextGaussian();
        frame.prepared = new float[plan.prepared()];
        for (int i = 0; i < frame.prepared.length; i++) frame.prepared[i] = 0.2f * (float) random.nextGaussian();
        for (int i = 0; i < frame.io.length; i++) frame.io[i] = random.nextFloat();
        schedule.training().ifPresent(training -> {
            PhasePlan phases = training.plan().phases();
            frame.gradients = new float[parameterFloats + phases.extraFloats()];
            frame.sums = new float[phases.sumFloats()];
        });
        return frame;
    }
}
