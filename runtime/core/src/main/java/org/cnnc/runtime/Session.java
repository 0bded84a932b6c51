package org.cnnc.runtime;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Inference on batches of any size. A session owns its working memory and allocates nothing once each of
 * its threads has run; calls from several threads wait for each other, so that parallel callers want a
 * session each. It reads the network's parameters as they are at the time of the call.
 *
 * <p>The blocks and single samples of a batch are dealt to the threads while there is one for each; what is left is run
 * one by one by all threads together, if that is predicted to be sooner done. Work too small to be shared runs on the
 * caller's thread alone. None of this changes a bit of the result.
 *
 * <p>A network of several inputs takes, for each sample, all inputs one behind the other in the order of
 * the signature, and gives all outputs likewise.
 */
public final class Session implements AutoCloseable {
    /** A rest of at most this many samples runs one by one; a block costs about as much as these. */
    private static final int FEW = 4;

    /** A batch of less predicted work, in thousands of cycles, is not shared: about what waking a thread takes. */
    private static final int LEAST_SHARED = 100;

    private final float[] parameters;
    private final Supplier<float[]> source;
    private final Pass blocks;

    /** Null where the network has no program for single samples. */
    private final Pass singles;

    private final Parallel parallel;
    private final Parallel.Task task = this::runTask;

    private float[] prepared;
    private float[] inputs;
    private float[] outputs;
    private int samples;
    private int wholeBlocks;
    private int tasks;
    private boolean restInSingles;
    private boolean closed;

    /**
     * @param source gives the parameters that the programs read in another form, for each call
     * @param single the program for single samples; may be null
     * @param signature what the programs take and give
     */
    Session(
            float[] parameters, Supplier<float[]> source, Program program, Program single, Signature signature,
            int threads) {
        this.parameters = parameters;
        this.source = source;
        parallel = new Parallel(threads);
        blocks = new Pass(program, signature, parallel);
        singles = single == null ? null : new Pass(single, signature, parallel);
    }

    /** A program with the working memory of each thread. */
    private static final class Pass {
        private final Program program;
        private final Plan plan;
        private final Frame[] frames;
        private final BlockIo inputIo;
        private final BlockIo outputIo;
        private final TeamRun team;
        private final long timeAlone;
        private final long timeTogether;

        Pass(Program program, Signature signature, Parallel parallel) {
            this.program = program;
            plan = program.plan();
            frames = new Frame[parallel.threads()];
            team = new TeamRun(program, parallel);
            timeAlone = team.timeAlone();
            timeTogether = team.time();
            inputIo = new BlockIo(plan.block(), signature.inputs(), plan.inputs());
            outputIo = new BlockIo(plan.block(), signature.outputs(), plan.outputs());
        }

        Frame frame(int worker) {
            if (frames[worker] == null) frames[worker] = new Frame(plan);
            return frames[worker];
        }

        void clear() {
            Arrays.fill(frames, null);
            team.clear();
        }
    }

    /** Floats of one sample's inputs. */
    public int inputSize() {
        return blocks.inputIo.sampleSize();
    }

    /** Floats of one sample's outputs. */
    public int outputSize() {
        return blocks.outputIo.sampleSize();
    }

    /** Samples that are computed together; batches of a multiple of it waste nothing. */
    public int block() {
        return blocks.plan.block();
    }

    /**
     * Computes the outputs of a batch. A sample's outputs may differ in the last bits between a block and a sample
     * of its own, since sums run in another order.
     *
     * @param inputs at least {@code samples} samples, sample-major
     * @param samples number of samples, 0 or more
     * @param outputs room for at least {@code samples} samples, sample-major
     * @throws IllegalArgumentException if an array is null or too short
     * @throws IllegalStateException if the session is closed
     */
    public synchronized void predict(float[] inputs, int samples, float[] outputs) {
        if (closed) throw new IllegalStateException("this session is closed; open another by network.session()");
        if (samples < 0) throw new IllegalArgumentException("samples: expected 0 or more, found " + samples);
        blocks.inputIo.check("inputs", inputs, samples);
        blocks.outputIo.check("outputs", outputs, samples);
        prepared = source.get();
        this.inputs = inputs;
        this.outputs = outputs;
        this.samples = samples;
        wholeBlocks = samples / block();
        int rest = samples % block();
        restInSingles = singles != null && rest <= FEW;
        tasks = wholeBlocks + (restInSingles ? rest : Math.min(rest, 1));
        try {
            if (predictedWork() < LEAST_SHARED) {
                for (int index = 0; index < tasks; index++) runTask(index, 0);
            } else {
                int dealt = dealt();
                parallel.run(dealt, task);
                for (int index = dealt; index < tasks; index++) runTogether(index);
            }
        } finally {
            prepared = null;
            this.inputs = null;
            this.outputs = null;
        }
    }

    /** Whether a task is one sample; else it is a block. */
    private boolean isSingle(int index) {
        return restInSingles && index >= wholeBlocks;
    }

    private Pass pass(int index) {
        return isSingle(index) ? singles : blocks;
    }

    /** In thousands of cycles. */
    private long predictedWork() {
        long work = 0;
        for (int index = 0; index < tasks; index++) work += pass(index).timeAlone;
        return work;
    }

    /** How many tasks run each on a thread: all, or those of the full rounds where the rest is sooner done together. */
    private int dealt() {
        int rest = tasks % parallel.threads();
        long alone = 0;
        long together = 0;
        for (int index = tasks - rest; index < tasks; index++) {
            alone = Math.max(alone, pass(index).timeAlone);
            together += pass(index).timeTogether;
        }
        return together < alone ? tasks - rest : tasks;
    }

    private void runTask(int index, int worker) {
        Pass pass = pass(index);
        Frame frame = pass.frame(worker);
        load(index, frame);
        pass.program.run(frame);
        store(index, frame);
    }

    private void runTogether(int index) {
        Pass pass = pass(index);
        Frame frame = pass.frame(0);
        load(index, frame);
        pass.team.run(frame, 0);
        store(index, frame);
    }

    private void load(int index, Frame frame) {
        frame.parameters = parameters;
        frame.prepared = prepared;
        pass(index).inputIo.load(inputs, firstSample(index), count(index), frame.io);
    }

    private void store(int index, Frame frame) {
        pass(index).outputIo.store(frame.io, firstSample(index), count(index), outputs);
    }

    private int firstSample(int index) {
        return isSingle(index) ? wholeBlocks * block() + index - wholeBlocks : index * block();
    }

    private int count(int index) {
        return isSingle(index) ? 1 : Math.min(block(), samples - firstSample(index));
    }

    /** Ends the threads and lets the working memory go. A second call does nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        parallel.close();
        blocks.clear();
        if (singles != null) singles.clear();
    }
}
