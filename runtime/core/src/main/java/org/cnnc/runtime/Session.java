package org.cnnc.runtime;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Inference on batches of any size. A session owns its working memory and allocates nothing once each of
 * its threads has run; calls from several threads wait for each other, so that parallel callers want a
 * session each. It reads the network's parameters as they are at the time of the call.
 *
 * <p>A network of several inputs takes, for each sample, all inputs one behind the other in the order of
 * the signature, and gives all outputs likewise.
 */
public final class Session implements AutoCloseable {
    /** A rest of at most this many samples runs one by one; a block costs about as much as these. */
    private static final int FEW = 4;

    private final Supplier<float[]> source;
    private final Pass blocks;

    /** Null where the network has no program for single samples. */
    private final Pass singles;

    private final Parallel parallel;
    private final Parallel.Task task = this::runTask;

    private float[] parameters;
    private float[] inputs;
    private float[] outputs;
    private int samples;
    private int wholeBlocks;
    private boolean restInSingles;
    private boolean closed;

    /**
     * @param source gives the parameters as the programs read them, for each call
     * @param single the program for single samples; may be null
     * @param signature what the programs take and give
     */
    Session(Supplier<float[]> source, Program program, Program single, Signature signature, int threads) {
        this.source = source;
        parallel = new Parallel(threads);
        blocks = new Pass(program, signature, threads);
        singles = single == null ? null : new Pass(single, signature, threads);
    }

    /** A program with the working memory of each thread. */
    private static final class Pass {
        private final Program program;
        private final Plan plan;
        private final Frame[] frames;
        private final BlockIo inputIo;
        private final BlockIo outputIo;

        Pass(Program program, Signature signature, int threads) {
            this.program = program;
            plan = program.plan();
            frames = new Frame[threads];
            inputIo = new BlockIo(plan.block(), signature.inputs(), plan.inputs());
            outputIo = new BlockIo(plan.block(), signature.outputs(), plan.outputs());
        }

        void run(float[] parameters, float[] inputs, float[] outputs, int first, int count, int worker) {
            Frame frame = frames[worker];
            if (frame == null) {
                frame = new Frame(plan);
                frames[worker] = frame;
            }
            frame.parameters = parameters;
            inputIo.load(inputs, first, count, frame.io);
            program.run(frame);
            outputIo.store(frame.io, first, count, outputs);
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
        parameters = source.get();
        this.inputs = inputs;
        this.outputs = outputs;
        this.samples = samples;
        wholeBlocks = samples / block();
        int rest = samples % block();
        restInSingles = singles != null && rest <= FEW;
        try {
            parallel.run(wholeBlocks + (restInSingles ? rest : Math.min(rest, 1)), task);
        } finally {
            parameters = null;
            this.inputs = null;
            this.outputs = null;
        }
    }

    private void runTask(int index, int worker) {
        int first = Math.min(index, wholeBlocks) * block();
        if (index >= wholeBlocks && restInSingles) {
            singles.run(parameters, inputs, outputs, first + index - wholeBlocks, 1, worker);
        } else {
            int count = Math.min(block(), samples - first);
            blocks.run(parameters, inputs, outputs, first, count, worker);
        }
    }

    /** Ends the threads and lets the working memory go. A second call does nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        parallel.close();
        Arrays.fill(blocks.frames, null);
        if (singles != null) Arrays.fill(singles.frames, null);
    }
}
