package org.cnnc.cli;

import java.util.OptionalLong;
import org.cnnc.compiler.graph.TrainSpec;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.compiler.signal.SignalMeasurement;
import org.cnnc.compiler.signal.Signals;
import org.cnnc.compiler.signal.Workload;

/** The measurement of a model that is not trained yet, of a size that ends within minutes and fits the memory. */
record InitialSignals(CheckedModel model, Workload workload, long seed) {
    private static final long DEFAULT_SEED = 1;

    /**
     * @param seed in place of the train section's
     * @throws Failure if the model is too large
     */
    static InitialSignals of(CheckedModel model, OptionalLong seed) {
        String name = model.graph().name();
        Workload workload = Workload.of(model);
        if (workload.operations() > Workload.MOST_OPERATIONS) {
            throw Failure.input("model " + name + " is too large for --stage init: the reference evaluation would take many minutes"
                    + " for the " + model.totals().macs() + " multiply-adds of one sample; look at it with a smaller `input`,"
                    + " such as 64 x 64, or fewer channels");
        }
        long megabytes = workload.bytes() >> 20;
        long most = Runtime.getRuntime().maxMemory() >> 20;
        if (megabytes > most) {
            throw Failure.input("model " + name + " is too large for --stage init: it takes about " + megabytes
                    + " MB, and the JVM has " + most + " MB; CNNC_JAVA_OPTS=-Xmx" + (megabytes + megabytes / 4) + "m gives it more");
        }
        long drawnBy = seed.orElse(model.graph().training().map(TrainSpec::seed).orElse(DEFAULT_SEED));
        return new InitialSignals(model, workload, drawnBy);
    }

    boolean takesLong() {
        return workload.takesLong();
    }

    /** @throws Failure if the model has nothing to train */
    Signals measure() {
        try {
            return SignalMeasurement.measure(model, ModelLoss.of(model.graph()), seed, workload.samples());
        } catch (IllegalArgumentException e) {
            throw Failure.input(e.getMessage());
        }
    }
}
