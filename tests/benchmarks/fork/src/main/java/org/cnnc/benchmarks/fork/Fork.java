package org.cnnc.benchmarks.fork;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.cnnc.measure.Clock;
import org.cnnc.measure.FmaRoof;
import org.cnnc.measure.Windows;

/**
 * Measures one subject and tells what it finds on stdout, a line each: {@code first} when the first run is done, {@code
 * run SECONDS} for a window, {@code roof GFLOPS} for a window of the roof beside it, {@code memory KB} for the most
 * memory that the process has held. Native libraries may print what they like between.
 */
public final class Fork {
    /** What a line begins with that is meant for the one who started this JVM. */
    public static final String MARK = "@";

    private static final long MILLISECOND = 1_000_000;

    private Fork() {}

    /**
     * @param arguments the subject's class, then settings: its own, and {@code windows=N} (0 ends after the first run),
     *     {@code window=MS}, {@code warmup=MS}, {@code most=MS} of windows in all, {@code roof=true}, {@code
     *     results=FILE}, {@code clock=wall} or {@code thread}
     */
    public static void main(String[] arguments) throws Exception {
        Settings settings = Settings.parse(arguments, 1);
        try (Subject subject = subject(arguments[0], settings)) {
            subject.run();
            say("first", "");
            if (settings.integer("windows") > 0) measure(subject, settings);
            say("memory", Long.toString(peakMemory()));
        }
        // Threads that a native library leaves behind do not keep this JVM.
        System.exit(0);
    }

    private static void say(String what, String value) {
        System.out.println(MARK + what + " " + value);
    }

    private static Subject subject(String name, Settings settings) throws Exception {
        try {
            return (Subject) Class.forName(name).getConstructor(Settings.class).newInstance(settings);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception) throw (Exception) e.getCause();
            throw e;
        }
    }

    private static void measure(Subject subject, Settings settings) throws IOException {
        for (int run = 1; run < subject.comparedRuns(); run++) subject.run();
        if (!settings.text("results", "").isEmpty()) write(subject.results(), settings.path("results"));
        long window = settings.integer("window") * MILLISECOND;
        long warmup = settings.integer("warmup") * MILLISECOND;
        long most = settings.integer("most") * MILLISECOND;
        Clock clock = Clock.valueOf(settings.text("clock", "wall").toUpperCase(Locale.ROOT));
        boolean beside = settings.text("roof", "false").equals("true") && FmaRoof.measurable();
        try (FmaRoof roof = beside ? new FmaRoof(settings.threads(), clock) : null) {
            Windows windows = new Windows(subject::run, window, clock);
            windows.warmUp(warmup, 5 * warmup);
            long end = clock.nanos() + most;
            for (int i = 0; i < settings.integer("windows") && (i < 3 || clock.nanos() < end); i++) {
                if (roof != null) say("roof", Double.toString(roof.gflops(window)));
                say("run", Double.toString(windows.next()));
            }
        }
    }

    private static void write(float[] values, Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (float value : values) out.writeFloat(value);
        }
    }

    /** The most memory that this process has held, in KB; 0 where the system does not tell. */
    private static long peakMemory() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) return 0;
        List<String> lines = Files.readAllLines(status);
        return lines.stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }
}
