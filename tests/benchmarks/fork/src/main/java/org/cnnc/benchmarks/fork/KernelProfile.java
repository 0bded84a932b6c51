package org.cnnc.benchmarks.fork;

import java.util.Locale;
import org.cnnc.measure.Clock;
import org.cnnc.measure.FmaRoof;
import org.cnnc.measure.Spread;
import org.cnnc.measure.Windows;

/**
 * Measures kernels one by one, each until it becomes no faster: {@code kernel NAME SECONDS} is the median of its windows,
 * {@code roof GFLOPS} a window of the roof before it.
 */
public final class KernelProfile {
    private static final long MILLISECOND = 1_000_000;
    private static final int WINDOWS = 9;

    private KernelProfile() {}

    /** @param arguments settings: those of {@link LoadedKernels}, and {@code window=MS}, {@code warmup=MS}, {@code clock} */
    public static void main(String[] arguments) {
        Settings settings = Settings.parse(arguments, 0);
        LoadedKernels kernels = new LoadedKernels(settings);
        long window = settings.integer("window") * MILLISECOND;
        long warmup = settings.integer("warmup") * MILLISECOND;
        Clock clock = Clock.valueOf(settings.text("clock", "wall").toUpperCase(Locale.ROOT));
        try (FmaRoof roof = new FmaRoof(1, clock)) {
            for (int i = 0; i < kernels.count(); i++) {
                int kernel = i;
                Windows windows = new Windows(() -> kernels.run(kernel), window, clock);
                windows.warmUp(warmup, 5 * warmup);
                System.out.println(Fork.MARK + "roof " + roof.gflops(window));
                double[] seconds = new double[WINDOWS];
                for (int w = 0; w < WINDOWS; w++) seconds[w] = windows.next();
                System.out.println(Fork.MARK + "kernel " + kernels.name(i) + " " + Spread.of(seconds).median());
            }
        }
    }
}
