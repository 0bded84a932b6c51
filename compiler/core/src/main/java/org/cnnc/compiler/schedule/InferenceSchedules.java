package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cnnc.compiler.autodiff.Folding;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Space;
import org.cnnc.compiler.op.Value;
import org.cnnc.runtime.Plan;
import org.cnnc.runtime.Target;

/**
 * The programs that a network's inference runs on one target. All of them read the parameters in one form, which the
 * preparation makes: normalisations folded in, and packed in the order in which the program for one sample reads them.
 */
public final class InferenceSchedules {
    /** The most floats of an arena for which samples are computed in blocks: a gigabyte. */
    private static final int BLOCK_FLOATS = 1 << 28;

    /** Samples in a block whose vectors are channels: weights are read once for all of them. */
    private static final int FEW = 8;

    /** Weights that a cache does not hold from one sample to the next. */
    private static final long MANY_WEIGHTS = 1 << 20;

    /** The share of a sample's time from which on weights are worth reading for several samples at once. */
    private static final double MOST_BOUND = 0.05;

    private final Folding.Folded folded;
    private final Target target;
    private final ParameterForms forms;
    private final Schedule single;
    private final Schedule blocks;

    private InferenceSchedules(Folding.Folded folded, Target target) {
        this.folded = folded;
        this.target = target;
        TypedGraph graph = folded.graph();
        Lowered lowered = lower(graph, 1);
        Program program = laidOut(lowered, 1, Lanes.CHANNELS);
        forms = forms(lowered.lower(), target == Target.PLAIN ? Map.of() : PackParameters.layouts(program));
        single = schedule(graph, lowered, program, 1);
        blocks = chooseBlocks(graph);
    }

    /**
     * Samples innermost serve small numbers of channels, blocks of channels large ones; several samples at once, one
     * behind the other, where weights come from memory.
     */
    private Schedule chooseBlocks(TypedGraph graph) {
        Optional<Schedule> samples = fitting(() -> program(graph, Scheduler.block(target), Lanes.SAMPLES));
        if (target == Target.PLAIN) return samples.orElse(single);
        Optional<Schedule> few =
                boundByWeights() ? fitting(() -> program(graph, FEW, Lanes.CHANNELS)) : Optional.empty();
        return Stream.of(Optional.of(single), samples, few)
                .flatMap(Optional::stream)
                .min(Comparator.comparingDouble(Schedule::cyclesPerSample))
                .orElseThrow();
    }

    /** Empty where it would take over a gigabyte. */
    private static Optional<Schedule> fitting(Supplier<Schedule> program) {
        try {
            return Optional.of(program.get()).filter(schedule -> schedule.plan().arena() <= BLOCK_FLOATS);
        } catch (ArithmeticException tooLarge) {
            return Optional.empty();
        }
    }

    /** Whether one sample spends much of its time with weights that no cache holds and that each sample reads once. */
    private boolean boundByWeights() {
        double bound = single.kernels().stream()
                .filter(kernel -> readsOnce(kernel.nest()))
                .mapToDouble(Kernel::cycles)
                .sum();
        return bound > MOST_BOUND * single.cyclesPerSample();
    }

    /** Whether a nest multiplies each of very many weights by one number. */
    private static boolean readsOnce(Nest nest) {
        if (!BlockChannels.isContraction(nest)) return false;
        long points = nest.axisByName().values().stream().mapToLong(Axis::extent).reduce(1, Math::multiplyExact);
        List<Affine> weights = new ArrayList<>();
        nest.reduction().orElseThrow().body().visit(part -> {
            if (part instanceof Expr.Load(Access.Address(Space space, Affine offset)) && space != Space.ARENA) {
                weights.add(offset);
            }
        });
        return points >= MANY_WEIGHTS && weights.stream()
                .anyMatch(offset -> offset.coefficients().keySet().equals(nest.axisByName().keySet()));
    }

    /** @throws ArithmeticException when the memory of one sample would not fit an array */
    public static InferenceSchedules of(Folding.Folded folded, Target target) {
        return new InferenceSchedules(folded, target);
    }

    /** The program that computes the outputs of one sample: channels, or rows of the image or of the weights, are the vectors. */
    public Schedule single() {
        return single;
    }

    /** The program for batches: the one of one sample, or one that computes a block of samples in less time a sample. */
    public Schedule blocks() {
        return blocks;
    }

    /**
     * The program that computes a batch through another graph over the same parameters, or none, likewise; one sample at
     * a time where more would take over a gigabyte.
     *
     * @throws ArithmeticException when the memory of one sample would not fit
     */
    public Schedule blocks(TypedGraph graph) {
        boolean samples = graph.parameters().isEmpty() || isSampleInnermost();
        Optional<Schedule> block = fitting(() -> samples
                ? program(graph, Scheduler.block(target), Lanes.SAMPLES)
                : program(graph, blocks.plan().block(), Lanes.CHANNELS));
        return block.orElseGet(() -> program(graph, 1, Lanes.CHANNELS));
    }

    private boolean isSampleInnermost() {
        return blocks.plan().block() == Scheduler.block(target);
    }

    private Schedule program(TypedGraph graph, int block, Lanes lanes) {
        Lowered lowered = lower(graph, block);
        return schedule(graph, lowered, laidOut(lowered, block, lanes), block);
    }

    private Program laidOut(Lowered lowered, int block, Lanes lanes) {
        Program fused = Scheduler.fused(lowered.lower());
        boolean channels = lanes == Lanes.CHANNELS && target != Target.PLAIN;
        return channels ? BlockChannels.block(fused, block, lowered.lower()::operand) : fused;
    }

    /** The program that makes of the parameters what the others read; empty where they read them all as they are. */
    public Optional<Schedule> preparation() {
        if (forms.forms().isEmpty()) return Optional.empty();
        TypedGraph graph = folded.graph();
        Lower lower = new Lower(1);
        lower.parameters(graph.parameters(), graph.parameterValues());
        Map<Operand, Layout> layouts = new LinkedHashMap<>();
        forms.forms().forEach((parameter, form) -> {
            Value made = folded.prepared().get(parameter);
            Operand prepared = made == null ? lower.copy(parameter) : lower.of(made);
            lower.bind(prepared, Space.PREPARED, form.offset());
            layouts.put(prepared, form.layout());
        });
        folded.nodes().forEach(lower::node);
        Program fused = Scheduler.fused(lower);
        Program program = new Program(fused.steps(), fused.aliases(), fused.bound(), layouts);
        Place.Placed placed = Place.place(SplitChannels.split(program), 1);
        List<Kernel> kernels = Scheduler.kernels(placed, Target.PLAIN);
        Plan plan = Scheduler.plan(1, placed, new IoLayout(1), new int[0], new int[0], kernels, forms.floats());
        return Optional.of(verified(
                new Schedule(graph.name(), graph.file(), Target.PLAIN, kernels, plan, placed.blocked(), Optional.empty()), graph));
    }

    /** What is folded needs a place of its own, what is packed an order of its own. */
    private ParameterForms forms(Lower lower, Map<Operand, Layout> packed) {
        Map<Value, Layout> layouts = new LinkedHashMap<>();
        List<Value> parameters = folded.graph().parameterValues();
        for (Value parameter : parameters) {
            Operand operand = lower.of(parameter);
            boolean own = folded.prepared().containsKey(parameter) || packed.containsKey(operand);
            if (own) layouts.put(parameter, packed.getOrDefault(operand, Layout.dense(operand)));
        }
        return ParameterForms.of(parameters, layouts, lower);
    }

    /** A graph as nests, and where its inputs and outputs stand. */
    private record Lowered(Lower lower, IoLayout io, int[] inputs, int[] outputs) {}

    private static Lowered lower(TypedGraph graph, int block) {
        Lower lower = new Lower(block);
        IoLayout io = new IoLayout(block);
        lower.parameters(graph.parameters(), graph.parameterValues());
        int[] inputs = Scheduler.copyIn(graph.inputs(), lower, io);
        graph.nodes().forEach(lower::node);
        List<Integer> outputs = new ArrayList<>();
        graph.outputs().forEach((name, value) -> {
            outputs.add(io.reserve(value.type().shape()));
            lower.copyOut(name, value, outputs.getLast());
        });
        return new Lowered(lower, io, inputs, outputs.stream().mapToInt(Integer::intValue).toArray());
    }

    private Schedule schedule(TypedGraph graph, Lowered lowered, Program program, int block) {
        Program reading = forms.bind(program, lowered.lower(), graph.parameterValues());
        Place.Placed placed = Place.place(SplitChannels.split(reading), block);
        List<Kernel> kernels = Scheduler.kernels(placed, target);
        Plan plan = Scheduler.plan(
                block, placed, lowered.io(), lowered.inputs(), lowered.outputs(), kernels, forms.floats());
        return verified(
                new Schedule(graph.name(), graph.file(), target, kernels, plan, placed.blocked(), Optional.empty()), graph);
    }

    private Schedule verified(Schedule schedule, TypedGraph graph) {
        return Verify.verified(schedule, Scheduler.parameterFloats(graph.parameters()), forms.floats());
    }
}
