package org.cnnc.runtime;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Training steps on batches of any size, in place on the network's parameters. The blocks of a batch are
 * dealt to a fixed number of partial gradients and the parameters to fixed chunks, so that a step gives
 * the same bits at any number of threads. Threads take a partial gradient each, or all run one block after the other
 * together, whichever is predicted to be sooner done. One thread at a time may use it.
 */
public final class Trainer implements AutoCloseable {
    /** Parameters that are summed and updated as one: a multiple of 1024, whatever the number of threads. */
    private static final int CHUNK = 8 * 1024;

    private final Network network;
    private final TrainingProgram program;
    private final TrainingPlan trainingPlan;
    private final OptimizerPlan optimizer;
    private final PhasePlan phases;
    private final Parallel parallel;
    private final TrainingFrames frames;
    private final TeamRun team;
    private final float[][] gradients;
    private final float[] sums;
    private final float[] state;
    private final double[] hyper;
    private final double[] products;
    private final float[] values;
    private final BlockIo inputIo;
    private final BlockIo targetIo;
    private final int block;
    private final int floats;
    private final long seed;
    private final Parallel.Task pieceTask = this::runPiece;
    private final Parallel.Task sumAndMoveTask = this::sumAndMoveChunk;
    private final Parallel.Task sumTask = this::sumAndSquareChunk;
    private final Parallel.Task moveTask = this::moveChunk;

    private float[] losses = new float[0];

    /** The sum of squared gradients of each chunk, where their norm is asked for. */
    private double[] squares;

    private float[] inputs;
    private float[] targets;
    private int samples;
    private int blocks;
    private int used;
    private boolean together;
    private int phase;
    private long stepKey;
    private long step;

    /** The step up to which {@link #products} are multiplied. */
    private long multiplied;

    private boolean closed;

    Trainer(Network network, TrainingProgram program, long seed, int threads) {
        Signature signature = network.signature();
        Plan plan = program.plan();
        this.network = network;
        this.program = program;
        this.seed = seed;
        trainingPlan = program.trainingPlan();
        block = plan.block();
        floats = signature.parameterFloats();
        inputIo = new BlockIo(block, signature.inputs(), plan.inputs());
        targetIo = new BlockIo(block, signature.outputs().subList(0, 1), new int[] {trainingPlan.target()});
        optimizer = trainingPlan.optimizer();
        hyper = optimizer.defaults().clone();
        products = new double[optimizer.products()];
        Arrays.fill(products, 1);
        values = new float[optimizer.values()];
        state = new float[Sizes.product("optimizer state", floats, trainingPlan.stateSlots())];
        fillState();
        phases = trainingPlan.phases();
        gradients = new float[trainingPlan.pieces()][];
        sums = new float[phases.sumFloats()];
        parallel = new Parallel(threads);
        team = new TeamRun(program, parallel);
        frames = phases.phases() == 1
                ? new TrainingFrames.OfWorkers(plan, threads)
                : new TrainingFrames.OfBlocks(plan, threads);
    }

    private void fillState() {
        float[] starts = optimizer.stateStarts();
        for (int slot = 0; slot < starts.length; slot++) {
            if (starts[slot] != 0) Arrays.fill(state, slot * floats, (slot + 1) * floats, starts[slot]);
        }
        if (optimizer.averages()) System.arraycopy(network.ownParameters(), 0, state, starts.length * floats, floats);
    }

    /** Samples that are computed together; what is random is drawn block by block. */
    public int block() {
        return block;
    }

    /** Floats of one sample's inputs. */
    public int inputSize() {
        return inputIo.sampleSize();
    }

    /** Floats of one sample's target: the size of the first output. */
    public int targetSize() {
        return targetIo.sampleSize();
    }

    /**
     * One step of the optimizer on the mean loss of a batch.
     *
     * @param inputs at least {@code samples} samples, sample-major
     * @param targets as many targets, sample-major, each of the first output's shape
     * @param samples number of samples, 1 or more
     * @return the mean loss before the step
     * @throws IllegalArgumentException if an array is null or too short, or the samples are too few
     * @throws IllegalStateException if the trainer is closed
     * @throws OutOfMemoryError if the JVM may not take the memory that the batch needs
     */
    public float step(float[] inputs, float[] targets, int samples) {
        if (closed) throw new IllegalStateException("this trainer is closed; open another by network.trainer()");
        checkSamples(samples);
        inputIo.check("inputs", inputs, samples);
        targetIo.check("targets", targets, samples);
        this.inputs = inputs;
        this.targets = targets;
        this.samples = samples;
        if (losses.length < samples) losses = new float[samples];
        blocks = (int) (((long) samples + block - 1) / block);
        used = Math.min(gradients.length, blocks);
        together = togetherIsSooner();
        frames.reserve(blocks);
        stepKey = CounterRandom.derive(seed, step);
        for (phase = 0; phase < phases.phases(); phase++) {
            if (together) for (int piece = 0; piece < used; piece++) runPiece(piece, 0);
            else parallel.run(used, pieceTask);
            sumOverBatch(phases.sums()[phase]);
        }
        try {
            if (phases.sumsAnything()) program.finish(prepared(frames.of(0, 0), gradients[0]));
            update();
        } finally {
            network.changed();
        }
        step++;
        this.inputs = null;
        this.targets = null;
        return meanLoss();
    }

    /** Whether all threads on one block after the other are sooner done than each on its own. */
    private boolean togetherIsSooner() {
        int rounds = (used + parallel.threads() - 1) / parallel.threads();
        int blocksOfPiece = (blocks + used - 1) / used;
        return blocks * team.time() < rounds * blocksOfPiece * team.timeAlone();
    }

    private float meanLoss() {
        double sum = 0;
        float weight = 1f / samples;
        for (int s = 0; s < samples; s++) sum += (double) weight * losses[s];
        return (float) sum;
    }

    private void checkSamples(int samples) {
        if (samples < 1) throw new IllegalArgumentException("samples: expected 1 or more, found " + samples);
        if (samples < phases.leastSamples()) {
            throw new IllegalArgumentException("samples: expected " + phases.leastSamples() + " or more, found "
                    + samples + ": " + network.signature().name() + " normalises over the batch, and of "
                    + (samples == 1 ? "one number" : samples + " numbers") + " there is no variance");
        }
    }

    /** The phase of the blocks {@code piece}, {@code piece + pieces}, … in this order, into one partial gradient. */
    private void runPiece(int piece, int worker) {
        float[] partial = gradients[piece];
        if (partial == null) {
            partial = new float[Math.addExact(floats, phases.extraFloats())];
            gradients[piece] = partial;
        } else if (phase == 0) {
            Arrays.fill(partial, 0f);
        }
        for (int b = piece; b < blocks; b += gradients.length) runBlock(b, prepared(frames.of(b, worker), partial));
    }

    private Frame prepared(Frame frame, float[] partial) {
        frame.parameters = network.ownParameters();
        frame.stepKey = stepKey;
        frame.gradients = partial;
        frame.sums = sums;
        return frame;
    }

    private void runBlock(int index, Frame frame) {
        int first = index * block;
        int count = Math.min(block, samples - first);
        if (phase == 0) load(index, first, count, frame);
        if (together) team.run(frame, phase);
        else program.run(frame, phase);
        if (phase == phases.phases() - 1) System.arraycopy(frame.io, trainingPlan.losses(), losses, first, count);
    }

    private void load(int index, int first, int count, Frame frame) {
        inputIo.load(inputs, first, count, frame.io);
        targetIo.load(targets, first, count, frame.io);
        int weights = trainingPlan.sampleWeights();
        Arrays.fill(frame.io, weights, weights + count, 1f / samples);
        Arrays.fill(frame.io, weights + count, weights + block, 0f);
        frame.randomKey = CounterRandom.derive(stepKey, index);
    }

    /** Adds the pieces' shares in their order, so that the number of threads does not show. */
    private void sumOverBatch(int[] ranges) {
        for (int r = 0; r < ranges.length; r += 3) {
            for (int i = ranges[r]; i < ranges[r + 1]; i++) {
                double sum = 0;
                for (int piece = 0; piece < used; piece++) sum += gradients[piece][i];
                sums[ranges[r + 2] + i - ranges[r]] = (float) sum;
            }
        }
    }

    /** Gradients are summed and followed in one pass over them, or in two where their norm is to be known between. */
    private void update() {
        int chunks = (int) (((long) phases.trained() + CHUNK - 1) / CHUNK);
        if (optimizer.readsNorm()) {
            if (squares == null) squares = new double[chunks];
            parallel.run(chunks, sumTask);
            double sum = 0;
            for (double square : squares) sum += square;
            computeValues(Math.sqrt(sum));
            parallel.run(chunks, moveTask);
        } else {
            computeValues(Double.NaN);
            parallel.run(chunks, sumAndMoveTask);
        }
    }

    /** What follows from the number of the step follows from it alone, so that a restored trainer has the same. */
    private void computeValues(double norm) {
        while (multiplied <= step) program.multiply(++multiplied, hyper, products);
        program.values(step + 1, hyper, products, norm, values);
    }

    private void sumAndMoveChunk(int chunk, int worker) {
        sumChunk(chunk * CHUNK, end(chunk));
        moveChunk(chunk, worker);
    }

    private void sumAndSquareChunk(int chunk, int worker) {
        sumChunk(chunk * CHUNK, end(chunk));
        squares[chunk] = sumOfSquares(gradients[0], chunk * CHUNK, end(chunk));
    }

    private void moveChunk(int chunk, int worker) {
        program.update(network.ownParameters(), gradients[0], state, values, chunk * CHUNK, end(chunk));
    }

    private int end(int chunk) {
        return (int) Math.min((chunk + 1L) * CHUNK, phases.trained());
    }

    private void sumChunk(int from, int to) {
        float[] sum = gradients[0];
        int piece = 1;
        for (; piece + 2 < used; piece += 3) {
            addThree(sum, gradients[piece], gradients[piece + 1], gradients[piece + 2], from, to);
        }
        for (; piece < used; piece++) addOne(sum, gradients[piece], from, to);
    }

    /** Four sums at a time: one alone would wait for each addition. */
    private static double sumOfSquares(float[] x, int from, int to) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        for (; i + 3 < to; i += 4) {
            a += (double) x[i] * x[i];
            b += (double) x[i + 1] * x[i + 1];
            c += (double) x[i + 2] * x[i + 2];
            d += (double) x[i + 3] * x[i + 3];
        }
        for (; i < to; i++) a += (double) x[i] * x[i];
        return a + b + (c + d);
    }

    /** The sums run in the order of the pieces; all arrays have one index, as C2's vectoriser wants it. */
    private static void addThree(float[] sum, float[] a, float[] b, float[] c, int from, int to) {
        for (int i = from; i < to; i++) sum[i] = sum[i] + a[i] + b[i] + c[i];
    }

    private static void addOne(float[] sum, float[] a, int from, int to) {
        for (int i = from; i < to; i++) sum[i] += a[i];
    }

    /** The optimizer's settings that may change from step to step, by name. */
    public Map<String, Double> hyper() {
        Map<String, Double> settings = new TreeMap<>();
        for (int i = 0; i < hyper.length; i++) settings.put(optimizer.hyper()[i], hyper[i]);
        return settings;
    }

    /**
     * Sets a setting of the optimizer, such as {@code lr}, from the next step on. It belongs to this trainer, not to
     * its state: after {@link #restore} it is the caller's to set again.
     *
     * @throws IllegalArgumentException if this optimizer has no such setting
     */
    public void set(String name, double value) {
        int index = Arrays.asList(optimizer.hyper()).indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("the optimizer has no value " + name + "; it has "
                    + String.join(", ", optimizer.hyper()));
        }
        hyper[index] = value;
    }

    /** Steps taken so far. */
    public long steps() {
        return step;
    }

    /** Arrays of optimizer state, each of the parameters' length. */
    public int stateSlots() {
        return trainingPlan.stateSlots();
    }

    /** The optimizer's state, shared, not copied: {@link #stateSlots} arrays one behind the other. */
    public float[] state() {
        return state;
    }

    /** Whether the trainer keeps a running mean of the parameters: {@code ema} in the train section. */
    public boolean averages() {
        return optimizer.averages();
    }

    /**
     * Copies the running mean of the parameters, which began as what they were when the trainer was made. What the
     * optimizer does not move, such as running statistics, is copied from the network as it stands.
     *
     * @param target takes as many floats as the network has parameters, laid out alike
     * @throws IllegalStateException if the trainer keeps none
     */
    public void averaged(float[] target) {
        if (!averages()) throw new IllegalStateException("this trainer keeps no average; `ema` in the train section asks for one");
        Weights.checkLength(network.signature(), target);
        int trained = phases.trained();
        System.arraycopy(state, optimizer.stateStarts().length * floats, target, 0, trained);
        System.arraycopy(network.ownParameters(), trained, target, trained, floats - trained);
    }

    /**
     * Goes on where another trainer stopped. The network's parameters are the caller's to restore.
     *
     * @param steps what {@link #steps} gave there
     * @param state what {@link #state} held there
     */
    public void restore(long steps, float[] state) {
        if (steps < 0) throw new IllegalArgumentException("steps: expected 0 or more, found " + steps);
        if (state.length != this.state.length) {
            throw new IllegalArgumentException(
                    "optimizer state: expected " + this.state.length + " floats, found " + state.length);
        }
        System.arraycopy(state, 0, this.state, 0, state.length);
        step = steps;
        multiplied = 0;
        Arrays.fill(products, 1);
    }

    /** Ends the threads and lets the working memory go. A second call does nothing. */
    @Override
    public void close() {
        closed = true;
        parallel.close();
        frames.clear();
        team.clear();
        Arrays.fill(gradients, null);
    }
}
