package org.cnnc.compiler.schedule;

/** What the lanes of most vectors of a program are. */
enum Lanes {
    /** The samples of a block, which stand innermost. */
    SAMPLES,
    /** The channels of a block of {@link Layout#BLOCK}. */
    CHANNELS
}
