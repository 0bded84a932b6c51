package org.cnnc.cli;

/** How a sweep writes its result. */
enum SweepFormat {
    /** A line a trial as it ends, and at the end a sorted table. */
    text,
    /** An object a trial as it ends, and one at the end. */
    json,
    /** The sorted table alone; trials are told of on stderr. */
    csv
}
