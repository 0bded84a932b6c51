package org.cnnc.benchmarks;

import java.io.IOException;
import java.util.List;

/** A row of the targets: some work that is measured and what is aimed at. */
interface Row {
    /** By which it is chosen, such as {@code lenet-train}. */
    String name();

    /** What it is about, for the page. */
    String title();

    /** Measures all of it. */
    List<Entry> measure(Bench bench) throws IOException, InterruptedException;
}
