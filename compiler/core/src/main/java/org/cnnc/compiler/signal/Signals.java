package org.cnnc.compiler.signal;

import java.util.List;
import java.util.Optional;

/**
 * What one step of training sees of a network that is not trained yet.
 *
 * @param loss the loss's name
 * @param input standard deviation of the inputs
 * @param layers in the file's order, those that the loss depends on
 * @param remedy in words; empty where the signal is steady both ways
 */
public record Signals(
        String model,
        String loss,
        long seed,
        int samples,
        double input,
        List<LayerSignal> layers,
        Verdict forward,
        Verdict backward,
        Optional<String> remedy) {}
