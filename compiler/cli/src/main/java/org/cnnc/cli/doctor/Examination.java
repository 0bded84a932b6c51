package org.cnnc.cli.doctor;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import org.cnnc.runtime.Target;
import org.cnnc.runtime.VectorChoice;
import org.cnnc.train.data.MnistSource;

/** Looks at the JVM and the machine. */
public final class Examination {
    private static final int JDK = 25;
    private static final String MODULE = "jdk.incubator.vector";
    private static final long ENOUGH_HEAP_MB = 1000;
    private static final String MNIST = "/org/cnnc/data/mnist/train-images-idx3-ubyte.gz";

    private Examination() {}

    /** All findings, the JVM's first. */
    public static List<Finding> all() {
        return List.of(
                jdk(), vectorModule(), kernels(), fma(), cores(), heap(), mnist(), caches());
    }

    private static Finding jdk() {
        String value = System.getProperty("java.vm.name") + " " + Runtime.version() + " in "
                + System.getProperty("java.home");
        int version = Runtime.version().feature();
        if (version < JDK) {
            return Finding.problem("JDK", value, "compiling and training need JDK " + JDK + "; set JAVA_HOME to one");
        }
        if (version > JDK) {
            return Finding.note("JDK", value, "cnnc is made for JDK " + JDK + "; if something fails, try that");
        }
        return Finding.ok("JDK", value);
    }

    private static Finding vectorModule() {
        boolean there = ModuleLayer.boot().findModule(MODULE).isPresent();
        return there
                ? Finding.ok("Vector API", MODULE + " is there")
                : Finding.note("Vector API", MODULE + " is not there",
                        "start by the launcher ./cnnc, or add the JVM flag --add-modules " + MODULE);
    }

    private static Finding kernels() {
        try {
            VectorChoice choice = VectorChoice.current();
            return choice.target() == Target.PLAIN
                    ? Finding.note("kernels", choice.describe(), "vectors are several times faster where there are any")
                    : Finding.ok("kernels", choice.describe());
        } catch (IllegalArgumentException e) {
            return Finding.problem("kernels", e.getMessage(), "leave out -D" + VectorChoice.PROPERTY + " and --vector");
        }
    }

    private static Finding fma() {
        Optional<String> flag = jvmFlag("UseFMA");
        if (flag.isEmpty()) return Finding.note("FMA", "this JVM does not tell", "nothing to do unless training is slow");
        return Boolean.parseBoolean(flag.get())
                ? Finding.ok("FMA", "the CPU multiplies and adds in one instruction")
                : Finding.note("FMA", "the CPU, or the flag -XX:-UseFMA, has no fused multiply-add",
                        "results stay right, and each fused multiply-add is computed slowly by software; take"
                                + " another machine for training");
    }

    private static Optional<String> jvmFlag(String name) {
        HotSpotDiagnosticMXBean bean = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (bean == null) return Optional.empty();
        try {
            return Optional.of(bean.getVMOption(name).getValue());
        } catch (IllegalArgumentException e) {
            // The JVM has no such flag on this kind of CPU.
            return Optional.empty();
        }
    }

    private static Finding cores() {
        int cores = Runtime.getRuntime().availableProcessors();
        return Finding.ok("processors", cores + ", which is what --threads is unless given");
    }

    private static Finding heap() {
        long megabytes = Runtime.getRuntime().maxMemory() >> 20;
        String value = megabytes + " MB at most";
        return megabytes >= ENOUGH_HEAP_MB
                ? Finding.ok("heap", value)
                : Finding.note("heap", value, "all of MNIST takes some 60 MB, CIFAR-10 200;"
                        + " CNNC_JAVA_OPTS=-Xmx2g gives more, `limit` in `data` takes less");
    }

    private static Finding mnist() {
        return MnistSource.class.getResource(MNIST) != null
                ? Finding.ok("MNIST", "embedded, 60,000 training and 10,000 test samples")
                : Finding.note("MNIST", "not on the class path",
                        "build by ./cnnc or put the jar cnnc-mnist there; --data FOLDER takes IDX files of your own");
    }

    private static Finding caches() {
        List<CpuCache> caches = CpuCache.ofFirstProcessor();
        if (caches.isEmpty()) return Finding.ok("CPU caches", "this system does not tell");
        return Finding.ok("CPU caches", String.join(", ", caches.stream().map(CpuCache::toString).toList()));
    }
}
