package org.cnnc.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * A compiled network with its parameters. Generated classes extend it with typed methods; the generic
 * form here is what tools work with. Any number of threads may predict at the same time, as long as none
 * trains.
 */
public abstract class Network {
    private final float[] parameters;

    /** Sessions of one thread for {@link #predict}, kept for the next call. */
    private final ArrayBlockingQueue<Session> idle =
            new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());

    private final PreparedParameters prepared;

    /** @param parameters laid out as the signature says; kept, not copied */
    protected Network(float[] parameters) {
        this.parameters = parameters;
        prepared = new PreparedParameters(parameters, this::preparation);
    }

    public abstract Signature signature();

    /** The inference program for blocks of samples; generated as a switch over the classes of this network. */
    protected abstract Program inference(Target target);

    /** The inference program for single samples, or null where blocks are all there is. */
    protected Program single(Target target) {
        return null;
    }

    /**
     * The program that makes of the parameters what inference reads in another form, such as weights with a normalisation
     * folded in; null where inference reads all of them as they are.
     */
    protected Program preparation(Target target) {
        return null;
    }

    /**
     * The program that computes the first output as the loss reads it, or null where the network was compiled for inference
     * only.
     */
    protected Program evaluation(Target target) {
        return null;
    }

    /**
     * The program that measures what {@link #evaluation} computes, or null where the network was compiled for inference
     * only. See {@link #measure(int)}.
     */
    protected Program measure(Target target) {
        return null;
    }

    /** The training program for a target, or null where the network was compiled for inference only. */
    protected TrainingProgram training(Target target) {
        return null;
    }

    /** Whether the network was compiled with its training. */
    public final boolean trainable() {
        return training(VectorChoice.current().target()) != null;
    }

    /**
     * Samples that a step of training takes at the least: 2 where a layer would have no more than one number to
     * normalise by.
     *
     * @throws IllegalStateException if the network was compiled for inference only
     */
    public final int leastSamples() {
        return trainingProgram(VectorChoice.current().target()).trainingPlan().phases().leastSamples();
    }

    /**
     * The flat parameter array, shared, not copied: what is written into it holds from the next prediction on. Where
     * inference reads what is made of the parameters, as folded weights are, each prediction compares them with those
     * that it was made of, from the first call of this method on.
     */
    public final float[] parameters() {
        prepared.handedOut();
        return parameters;
    }

    /** The same, by one that tells when it has written. */
    final float[] ownParameters() {
        return parameters;
    }

    /** One that has {@link #ownParameters} has written. */
    final void changed() {
        prepared.changed();
    }

    /**
     * The outputs of one sample. Safe to call from many threads at once.
     *
     * @param sample all inputs, one behind the other in the order of the signature
     * @return all outputs, likewise
     * @throws IllegalArgumentException if the sample is null or not exactly of the inputs' size
     */
    public float[] predict(float[] sample) {
        Session pooled = idle.poll();
        Session session = pooled == null ? session() : pooled;
        try {
            if (sample != null && sample.length != session.inputSize()) {
                throw new IllegalArgumentException("sample: expected " + session.inputSize() + " floats "
                        + signature().inputs() + ", found " + sample.length);
            }
            float[] outputs = new float[session.outputSize()];
            session.predict(sample, 1, outputs);
            return outputs;
        } finally {
            if (!idle.offer(session)) session.close();
        }
    }

    /** A session of one thread for inference on batches. */
    public final Session session() {
        return session(1);
    }

    /** A session for inference on batches, on this many threads. */
    public final Session session(int threads) {
        return session(threads, VectorChoice.current().target());
    }

    /** A session with the kernels of a given target. */
    public final Session session(int threads, Target target) {
        checkParameters();
        return new Session(
                parameters, () -> prepared.get(target), inference(target), single(target), signature(), threads);
    }

    /**
     * A session that computes the first output as the loss reads it: before a softmax or a sigmoid that became part of the
     * loss.
     *
     * @throws IllegalStateException if the network was compiled for inference only
     */
    public final Session evaluation(int threads) {
        checkParameters();
        Target target = VectorChoice.current().target();
        Program program = required(evaluation(target));
        return new Session(parameters, () -> prepared.get(target), program, null, signature().ofEvaluation(), threads);
    }

    /**
     * A session that measures by the loss that the network is trained by. For each sample it takes what {@link
     * #evaluation(int)} computes and a target of the same shape, and gives the scores of that shape, the loss, and how much
     * the sample counts. The loss of many samples is the sum of their losses over the sum of what they count. The largest
     * score is the class's; of an output of one value a score above 0 means class 1.
     *
     * @throws IllegalStateException if the network was compiled for inference only
     */
    public final Session measure(int threads) {
        Target target = VectorChoice.current().target();
        Program program = required(measure(target));
        return new Session(parameters, () -> prepared.get(target), program, null, signature().ofMeasure(), threads);
    }

    private <P extends Program> P required(P program) {
        if (program != null) return program;
        throw new IllegalStateException(signature().name()
                + " was compiled for inference only; give its file a train section and compile it again");
    }

    /** A trainer on this many threads; the seed decides what is random within a step, such as dropout. */
    public final Trainer trainer(long seed, int threads) {
        return trainer(seed, threads, VectorChoice.current().target());
    }

    /**
     * A trainer with the kernels of a given target.
     *
     * @throws IllegalStateException if the network was compiled for inference only
     */
    public final Trainer trainer(long seed, int threads, Target target) {
        checkParameters();
        return new Trainer(this, trainingProgram(target), seed, threads);
    }

    private TrainingProgram trainingProgram(Target target) {
        return required(training(target));
    }

    /**
     * Writes the parameters as a safetensors file: canonical names, PyTorch's shapes, float32. It appears
     * under its name only when it is whole.
     *
     * @throws IOException if it cannot be written; a file that was there is then left as it was
     */
    public final void save(Path file) throws IOException {
        Weights.save(signature(), parameters, file);
    }

    private void checkParameters() {
        Weights.checkLength(signature(), parameters);
    }
}
