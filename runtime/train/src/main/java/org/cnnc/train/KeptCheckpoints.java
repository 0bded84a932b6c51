package org.cnnc.train;

/**
 * Checkpoints that stay beside the last one.
 *
 * @param every epochs from one to the next, 1 or more
 * @param keep how many stay, the newest ones, 1 or more
 */
public record KeptCheckpoints(int every, int keep) {
    public KeptCheckpoints {
        if (every < 1) throw new IllegalArgumentException("every: expected 1 or more, found " + every);
        if (keep < 1) throw new IllegalArgumentException("keep: expected 1 or more, found " + keep);
    }
}
