package org.cnnc.benchmarks;

import java.util.List;

/** The flags that the runtime's README gives to those who want the first result soon. */
final class StartFlags {
    static final List<String> FOR_A_FAST_START = List.of("-XX:TieredStopAtLevel=4", "-XX:-UseOnStackReplacement");

    private StartFlags() {}
}
