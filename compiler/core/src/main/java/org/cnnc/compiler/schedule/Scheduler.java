package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cnnc.compiler.autodiff.TrainingGraph;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Space;
import org.cnnc.compiler.op.BatchVariance;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.optimizer.Optimizer;
import org.cnnc.compiler.optimizer.StepTerms;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.runtime.Parameter;
import org.cnnc.runtime.PhasePlan;
import org.cnnc.runtime.Plan;
import org.cnnc.runtime.Target;
import org.cnnc.runtime.TrainingPlan;

/**
 * Training graph to schedule: lower, fuse, transpose, cut into phases, accumulate, place, simplify, tile and verify, in
 * this order. Inference is scheduled by {@link InferenceSchedules}.
 */
public final class Scheduler {
    /** Samples in a block: whole vectors of every width, and for plain loops rows long enough to pay. */
    static int block(Target target) {
        return target == Target.PLAIN ? 32 : 16;
    }

    /** Samples in a block whose vectors are channels, at the most: their results are kept until the way back. */
    private static final int MOST_SAMPLES_OF_CHANNELS = 8;

    /** Predictions err by a tenth. */
    private static final double WORTH_IT = 0.9;

    /** The most partial gradients of a batch, and the memory in floats that all of them may take. */
    private static final int MOST_PIECES = 8;

    private static final int GRADIENT_FLOATS = 1 << 26;

    /** Scratch in which a kernel adds up the lanes of its accumulators: more than any tile has. */
    private static final int LANE_SUMS = 512;

    private Scheduler() {}

    /**
     * The program that computes the loss and the gradients of a block of samples, and the optimizer's step. Its vectors
     * are the samples of a block; or, where that is predicted to take less time for a batch and needs no more memory,
     * channels, of few samples at a time.
     *
     * @throws ArithmeticException when its memory would not fit an array
     */
    public static Schedule training(TrainingGraph graph, Target target) {
        int batch = graph.training().batch();
        Schedule samples = training(graph, target, block(target), Lanes.SAMPLES);
        if (target == Target.PLAIN) return samples;
        try {
            int blocks = Math.ceilDiv(batch, MOST_SAMPLES_OF_CHANNELS);
            Schedule channels = training(graph, target, Math.ceilDiv(batch, blocks), Lanes.CHANNELS);
            boolean faster = channels.cycles(batch) < WORTH_IT * samples.cycles(batch);
            return faster && arenas(channels, batch) <= arenas(samples, batch) ? channels : samples;
        } catch (ArithmeticException tooLarge) {
            return samples;
        }
    }

    /** Floats of the arenas of a step on one thread: of all blocks, where none is through before all are. */
    private static long arenas(Schedule schedule, int batch) {
        int phases = schedule.training().orElseThrow().plan().phases().phases();
        long blocks = phases == 1 ? 1 : Math.ceilDiv(batch, schedule.plan().block());
        return blocks * schedule.plan().arena();
    }

    private static Schedule training(TrainingGraph graph, Target target, int block, Lanes lanes) {
        Lower lower = new Lower(block);
        IoLayout io = new IoLayout(block);
        lower.parameters(graph.parameters(), graph.parameterValues());
        Map<Value, Integer> offsets = new LinkedHashMap<>();
        for (int i = 0; i < graph.parameters().size(); i++) {
            offsets.put(graph.parameterValues().get(i), graph.parameters().get(i).offset());
        }
        graph.gradients().forEach((parameter, gradient) ->
                lower.bind(gradient, Space.GRADIENTS, offsets.get(parameter)));
        graph.updates().forEach((state, next) -> lower.bind(next, Space.PARAMETERS, offsets.get(state)));
        int[] inputs = copyIn(graph.inputs(), lower, io);
        int targets = io.reserve(graph.target().type().shape());
        lower.copyIn(graph.target(), targets);
        int weights = io.reserve(Shape.of());
        lower.bind(graph.sampleWeight(), Space.IO, weights);
        int losses = io.reserve(Shape.of());
        lower.bind(graph.loss(), Space.IO, losses);
        graph.nodes().forEach(lower::node);
        int parameterFloats = parameterFloats(graph.parameters());
        Program laidOut = switch (lanes) {
            case SAMPLES -> fused(lower);
            case CHANNELS -> PackParameters.copies(
                    BlockChannels.block(Fuse.fuse(lower.program()), block, lower::operand), lower::operand);
        };
        CutPhases.Phased cut = CutPhases.cut(laidOut, lower::operand, parameterFloats);
        CutPhases.Phased phased = PackGradients.pack(cut, lower::operand);
        Place.Placed placed = Place.place(
                SplitChannels.split(Accumulate.accumulate(phased.program())), phased.ends(), block);
        List<Kernel> kernels = kernels(placed, target);
        Plan plan = plan(block, placed, io, inputs, new int[0], kernels, 0);
        Optimizer optimizer = graph.training().update();
        StepValues values = StepValues.of(optimizer);
        TrainingPlan training = new TrainingPlan(
                targets,
                weights,
                losses,
                Math.clamp(GRADIENT_FLOATS / parameterFloats, 1, MOST_PIECES),
                new PhasePlan(
                        phased.sums(), phased.sumFloats(), phased.extraFloats(), trained(graph), leastSamples(graph)),
                values.plan(optimizer));
        List<Kernel> update = optimizer.step(StepTerms.of(optimizer, parameterFloats)).stream()
                .map(nest -> new Kernel(nest, Tile.choose(nest, target.lanes()), List.of()))
                .toList();
        Schedule schedule = new Schedule(
                graph.name(),
                graph.file(),
                target,
                kernels,
                plan,
                placed.blocked(),
                Optional.of(new Schedule.Training(training, placed.ends(), update, values)));
        return Verify.verified(schedule, parameterFloats, 0);
    }

    static int[] copyIn(List<Value> values, Lower lower, IoLayout io) {
        int[] offsets = new int[values.size()];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = io.reserve(values.get(i).type().shape());
            lower.copyIn(values.get(i), offsets[i]);
        }
        return offsets;
    }

    static Program fused(Lower lower) {
        Program lowered = lower.program();
        Program fused = Fuse.fuse(lowered);
        return Transpose.transpose(fused, lower::operand);
    }

    /** How many parameters the optimizer moves: all up to the running statistics. */
    private static int trained(TrainingGraph graph) {
        List<Parameter> trained = new ArrayList<>();
        for (int i = 0; i < graph.parameters().size(); i++) {
            if (graph.parameterValues().get(i).kind() == Value.Kind.PARAMETER) trained.add(graph.parameters().get(i));
        }
        return parameterFloats(trained);
    }

    /** A variance over the batch needs two numbers. */
    private static int leastSamples(TrainingGraph graph) {
        boolean single = graph.nodes().stream()
                .filter(node -> node.op() instanceof BatchVariance)
                .map(node -> node.inputs().getFirst().type().shape())
                .anyMatch(shape -> shape.elements() == shape.channels());
        return single ? 2 : 1;
    }

    static List<Kernel> kernels(Place.Placed placed, Target target) {
        return placed.steps().stream().map(step -> kernel(step, target)).toList();
    }

    /** The kernel of a step with addresses. */
    static Kernel kernel(Program.Step step, Target target) {
        Nest nest = Simplify.simplify(step.nest());
        if (target == Target.PLAIN) return new Kernel(nest, PlainPlan.choose(nest), step.fused());
        // The best tile depends on the order of the loops, and that on how often a tile of about this size comes back.
        Nest ordered = OrderLoops.order(nest, Tile.choose(nest, target.lanes()));
        return new Kernel(ordered, Tile.choose(ordered, target.lanes()), step.fused());
    }

    static Plan plan(
            int block, Place.Placed placed, IoLayout io, int[] inputs, int[] outputs, List<Kernel> kernels,
            int prepared) {
        ScratchRows rows = ScratchRows.of(kernels);
        return new Plan(block, placed.arena(), io.length(), inputs, outputs, rows.counts(), rows.lengths(), LANE_SUMS,
                prepared);
    }

    /** Length of the flat parameter array: each tensor starts at a multiple of {@link Schedule#UPDATE_FLOATS}. */
    public static int parameterFloats(List<Parameter> parameters) {
        int end = 0;
        for (Parameter parameter : parameters) end = Math.max(end, Math.addExact(parameter.offset(), parameter.size()));
        return Math.addExact(end, Schedule.UPDATE_FLOATS - 1) / Schedule.UPDATE_FLOATS * Schedule.UPDATE_FLOATS;
    }
}
