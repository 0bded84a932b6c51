package org.cnnc.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** The flags that the runtime's README gives to those who want the first result soon. */
final class StartFlags {
    /** What kernels are matched by: the classes of programs. */
    private static final List<String> KERNELS = List.of("*$Inference*::*", "*$Single*::*");

    static final List<String> FOR_A_FAST_START = forAFastStart();

    private StartFlags() {}

    private static List<String> forAFastStart() {
        List<String> flags = new ArrayList<>(List.of("-XX:-UseOnStackReplacement", "-XX:CompileCommand=quiet"));
        for (String kernels : KERNELS) {
            flags.add("-XX:CompileCommand=CompileThresholdScaling," + kernels + ",0.1");
            flags.add("-XX:CompileCommand=BackgroundCompilation," + kernels + ",false");
        }
        return List.copyOf(flags);
    }
}
