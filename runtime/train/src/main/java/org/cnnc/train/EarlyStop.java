package org.cnnc.train;

/**
 * Ends a run whose validation stopped getting better.
 *
 * @param patience epochs behind the best one, 1 or more, after which the run ends
 * @param monitor what is to get better; it also says which weights are the best
 */
public record EarlyStop(int patience, Monitor monitor) {
    public EarlyStop {
        if (patience < 1) throw new IllegalArgumentException("patience: expected 1 or more, found " + patience);
    }
}
