package org.cnnc.runtime;

import java.util.Arrays;

/**
 * Inference on batches of any size. A session owns its working memory and allocates nothing once each of
 * its threads has run; calls from several threads wait for each other, so that parallel callers want a
 * session each. It reads the network's parameters as they are at the time of the call.
 *
 * <p>A network of several inputs takes, for each sample, all inputs one behind the other in the order of
 * the signature, and gives all outputs likewise.
 */
public final class Session implements AutoCloseable {
    private final Network network;
    private final Program program;
    private final Parallel parallel;
    private final Frame[] frames;
    private final BlockIo inputIo;
    private final BlockIo outputIo;
    private final int block;
    private final Parallel.Task task = this::runBlock;

    private float[] inputs;
    private float[] outputs;
    private int samples;
    private boolean closed;

    Session(Network network, Program program, int threads) {
        Plan plan = program.plan();
        this.network = network;
        this.program = program;
        parallel = new Parallel(threads);
        frames = new Frame[threads];
        inputIo = new BlockIo(plan.block(), network.signature().inputs(), plan.inputs());
        outputIo = new BlockIo(plan.block(), network.signature().outputs(), plan.outputs());
        block = plan.block();
    }

    /** Floats of one sample's inputs. */
    public int inputSize() {
        return inputIo.sampleSize();
    }

    /** Floats of one sample's outputs. */
    public int outputSize() {
        return outputIo.sampleSize();
    }

    /** Samples that are computed together; batches of a multiple of it waste nothing. */
    public int block() {
        return block;
    }

    /**
     * Computes the outputs of a batch.
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
        inputIo.check("inputs", inputs, samples);
        outputIo.check("outputs", outputs, samples);
        this.inputs = inputs;
        this.outputs = outputs;
        this.samples = samples;
        try {
            parallel.run((int) (((long) samples + block - 1) / block), task);
        } finally {
            this.inputs = null;
            this.outputs = null;
        }
    }

    private void runBlock(int index, int worker) {
        Frame frame = frames[worker];
        if (frame == null) {
            frame = new Frame(program.plan());
            frames[worker] = frame;
        }
        int first = index * block;
        int count = Math.min(block, samples - first);
        frame.parameters = network.parameters();
        inputIo.load(inputs, first, count, frame.io);
        program.run(frame);
        outputIo.store(frame.io, first, count, outputs);
    }

    /** Ends the threads and lets the working memory go. A second call does nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        parallel.close();
        Arrays.fill(frames, null);
    }
}
