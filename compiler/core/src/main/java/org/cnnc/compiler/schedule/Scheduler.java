package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cnnc.compiler.autodiff.Folding;
import org.cnnc.compiler.autodiff.TrainingGraph;
import org.cnnc.compiler.graph.TypedGraph;
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

/** Graph to schedule: lower, fuse, transpose, cut into phases, accumulate, place, simplify, tile and verify, in this order. */
public final class Scheduler {
    /** Samples in a block: whole vectors of every width, and for plain loops rows long enough to pay. */
    private static int block(Target target) {
        return target == Target.PLAIN ? 32 : 16;
    }

    /** The most partial gradients of a batch, and the memory in floats that all of them may take. */
    private static final int MOST_PIECES = 8;

    private static final int GRADIENT_FLOATS = 1 << 26;

    /** Scratch in which a kernel adds up the lanes of its accumulators: more than any tile has. */
    private static final int LANE_SUMS = 512;

    /** The most floats of an arena for which samples are computed in blocks: a gigabyte. */
    private static final int BLOCK_FLOATS = 1 << 28;

    private Scheduler() {}

    /**
     * The program that computes the outputs of a block of samples: of one where more would take over a gigabyte.
     *
     * @throws ArithmeticException when the memory of one sample would not fit an array
     */
    public static Schedule inference(TypedGraph graph, Target target) {
        Schedule block;
        try {
            block = inference(graph, target, block(target));
        } catch (ArithmeticException blockFitsNoArray) {
            return single(graph, target);
        }
        return block.plan().arena() <= BLOCK_FLOATS ? block : single(graph, target);
    }

    /** The program that prepares the parameters for inference, in place; its plain loops run once, and on every target alike. */
    public static Schedule preparation(Folding.Folded folded) {
        TypedGraph graph = folded.graph();
        Lower lower = new Lower(1);
        lower.parameters(graph.parameters(), graph.parameterValues());
        folded.prepared().forEach((parameter, prepared) -> lower.bind(
                prepared, Space.PARAMETERS,
                graph.parameters().get(graph.parameterValues().indexOf(parameter)).offset()));
        folded.nodes().forEach(lower::node);
        Place.Placed placed = Place.place(fused(lower), 1);
        List<Kernel> kernels = kernels(placed, Target.PLAIN);
        Plan plan = plan(1, placed, new IoLayout(1), new int[0], new int[0], kernels);
        Schedule schedule = new Schedule(graph.name(), graph.file(), Target.PLAIN, kernels, plan, Optional.empty());
        return Verify.verified(schedule, parameterFloats(graph.parameters()));
    }

    /**
     * The program that computes the outputs of one sample: rows of the image or of the weights are the vectors.
     *
     * @throws ArithmeticException when its memory would not fit an array
     */
    public static Schedule single(TypedGraph graph, Target target) {
        return inference(graph, target, 1);
    }

    private static Schedule inference(TypedGraph graph, Target target, int block) {
        Lower lower = new Lower(block);
        IoLayout io = new IoLayout(block);
        lower.parameters(graph.parameters(), graph.parameterValues());
        int[] inputs = copyIn(graph.inputs(), lower, io);
        graph.nodes().forEach(lower::node);
        List<Integer> outputs = new ArrayList<>();
        graph.outputs().forEach((name, value) -> {
            outputs.add(io.reserve(value.type().shape()));
            lower.copyOut(name, value, outputs.getLast());
        });
        Place.Placed placed = Place.place(fused(lower), block);
        List<Kernel> kernels = kernels(placed, target);
        Plan plan = plan(
                block, placed, io, inputs, outputs.stream().mapToInt(Integer::intValue).toArray(), kernels);
        Schedule schedule = new Schedule(graph.name(), graph.file(), target, kernels, plan, Optional.empty());
        return Verify.verified(schedule, parameterFloats(graph.parameters()));
    }

    /**
     * The program that computes the loss and the gradients of a block of samples, and the optimizer's step.
     *
     * @throws ArithmeticException when its memory would not fit an array
     */
    public static Schedule training(TrainingGraph graph, Target target) {
        int block = block(target);
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
        CutPhases.Phased phased = CutPhases.cut(fused(lower), lower::operand, parameterFloats);
        Place.Placed placed = Place.place(Accumulate.accumulate(phased.program()), phased.ends(), block);
        List<Kernel> kernels = kernels(placed, target);
        Plan plan = plan(block, placed, io, inputs, new int[0], kernels);
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
                Optional.of(new Schedule.Training(training, placed.ends(), update, values)));
        return Verify.verified(schedule, parameterFloats);
    }

    private static int[] copyIn(List<Value> values, Lower lower, IoLayout io) {
        int[] offsets = new int[values.size()];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = io.reserve(values.get(i).type().shape());
            lower.copyIn(values.get(i), offsets[i]);
        }
        return offsets;
    }

    private static Program fused(Lower lower) {
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

    private static List<Kernel> kernels(Place.Placed placed, Target target) {
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

    private static Plan plan(
            int block, Place.Placed placed, IoLayout io, int[] inputs, int[] outputs, List<Kernel> kernels) {
        ScratchRows rows = ScratchRows.of(kernels);
        return new Plan(block, placed.arena(), io.length(), inputs, outputs, rows.counts(), rows.lengths(), LANE_SUMS);
    }

    /** Length of the flat parameter array: each tensor starts at a multiple of {@link Schedule#UPDATE_FLOATS}. */
    public static int parameterFloats(List<Parameter> parameters) {
        int end = 0;
        for (Parameter parameter : parameters) end = Math.max(end, Math.addExact(parameter.offset(), parameter.size()));
        return Math.addExact(end, Schedule.UPDATE_FLOATS - 1) / Schedule.UPDATE_FLOATS * Schedule.UPDATE_FLOATS;
    }
}
