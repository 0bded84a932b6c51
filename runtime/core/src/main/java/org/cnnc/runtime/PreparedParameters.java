package org.cnnc.runtime;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A network's parameters as inference reads them, made of the parameters once and again after these have changed.
 * Whoever is known to change them says so. Once their array has been handed out, anybody may, at any time and without a
 * word: from then on they are compared with those that it was made of, bit by bit, before each use.
 */
final class PreparedParameters {
    private final float[] parameters;
    private final Supplier<Program> preparation;

    /** Counts what is known to have changed the parameters. */
    private final AtomicLong changes = new AtomicLong();

    private volatile boolean handedOut;
    private volatile Made made;

    /**
     * What inference reads.
     *
     * @param changes counted when it was made
     * @param of the parameters that it was made of; null where their array had not been handed out
     */
    private record Made(float[] result, long changes, float[] of) {}

    /** @param preparation makes them in a copy of the parameters; gives null where inference reads these as they are */
    PreparedParameters(float[] parameters, Supplier<Program> preparation) {
        this.parameters = parameters;
        this.preparation = preparation;
    }

    /** The parameters have become others. */
    void changed() {
        changes.incrementAndGet();
    }

    /** Others hold the array of the parameters. */
    void handedOut() {
        handedOut = true;
    }

    /** What inference reads. */
    float[] get() {
        Made current = made;
        if (current != null && isOfNow(current)) return current.result;
        Program program = preparation.get();
        if (program == null) return parameters;
        return make(program);
    }

    private synchronized float[] make(Program program) {
        if (made != null && isOfNow(made)) return made.result;
        long now = changes.get();
        float[] of = handedOut ? parameters.clone() : null;
        Frame frame = new Frame(program.plan());
        frame.parameters = parameters.clone();
        program.run(frame);
        made = new Made(frame.parameters, now, of);
        return frame.parameters;
    }

    private boolean isOfNow(Made made) {
        if (made.changes != changes.get()) return false;
        return !handedOut || made.of != null && Arrays.equals(made.of, parameters);
    }
}
