package org.cnnc.runtime;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * The parameters that inference reads in another form, made of the parameters once and again after these have changed.
 * Whoever is known to change them says so. Once their array has been handed out, anybody may, at any time and without a
 * word: from then on they are compared with those that it was made of, bit by bit, before each use.
 */
final class PreparedParameters {
    private static final float[] NONE = {};

    private final float[] parameters;
    private final Function<Target, Program> preparation;

    /** Counts what is known to have changed the parameters. */
    private final AtomicLong changes = new AtomicLong();

    private volatile boolean handedOut;

    /** By target, each made when it is first asked for; another array when one is made. */
    private volatile Made[] made = new Made[Target.values().length];

    /**
     * What inference reads; of length 0 where it reads all parameters as they are.
     *
     * @param changes counted when it was made
     * @param of the parameters that it was made of; null where their array had not been handed out
     */
    private record Made(float[] result, long changes, float[] of) {}

    /** @param preparation makes them for a target; gives null where inference reads all parameters as they are */
    PreparedParameters(float[] parameters, Function<Target, Program> preparation) {
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

    /** What inference on a target reads. */
    float[] get(Target target) {
        Made current = made[target.ordinal()];
        return current != null && isOfNow(current) ? current.result : make(target);
    }

    private synchronized float[] make(Target target) {
        Made last = made[target.ordinal()];
        if (last != null && isOfNow(last)) return last.result;
        Program program = preparation.apply(target);
        if (program == null) {
            keep(target, new Made(NONE, 0, null));
            return NONE;
        }
        long now = changes.get();
        float[] of = handedOut ? parameters.clone() : null;
        Frame frame = new Frame(program.plan());
        frame.parameters = parameters;
        frame.prepared = new float[program.plan().prepared()];
        program.run(frame);
        keep(target, new Made(frame.prepared, now, of));
        return frame.prepared;
    }

    private void keep(Target target, Made result) {
        Made[] all = made.clone();
        all[target.ordinal()] = result;
        made = all;
    }

    private boolean isOfNow(Made made) {
        if (made.result == NONE) return true;
        if (made.changes != changes.get()) return false;
        return !handedOut || made.of != null && Arrays.equals(made.of, parameters);
    }
}
