package org.cnnc.runtime;

import java.util.function.IntSupplier;

/**
 * What kernels run in this JVM, and why. It is chosen once: by the system property {@value #PROPERTY}
 * ({@code scalar}, {@code 128}, {@code 256} or {@code 512}) where it is set, else by the widest vectors
 * that the CPU and the JVM's flags give.
 *
 * @param target the kernels that run
 * @param reason why, in one line; where vectors are missing it names the flag that brings them
 */
public record VectorChoice(Target target, String reason) {
    public static final String PROPERTY = "cnn.vector";

    static final String MODULE = "jdk.incubator.vector";
    static final String FLAG = "--add-modules " + MODULE;

    private static final String VALUES = "scalar, 128, 256 or 512";

    private static VectorChoice current;

    /**
     * The choice of this JVM. Where nobody asked for plain loops and they run, that is logged once.
     *
     * @throws IllegalArgumentException if {@value #PROPERTY} has no known value, or names a width that this
     *     JVM or this CPU lacks
     */
    public static synchronized VectorChoice current() {
        if (current == null) {
            boolean resolved = ModuleLayer.boot().findModule(MODULE).isPresent();
            String requested = System.getProperty(PROPERTY);
            current = choose(requested, resolved, () -> PreferredVector.bits());
            if (requested == null && !resolved) {
                System.getLogger("org.cnnc.runtime").log(System.Logger.Level.INFO, current.describe());
            }
        }
        return current;
    }

    /** One line for reports: what runs and why. */
    public String describe() {
        String kernels = target == Target.PLAIN ? "plain loops" : target.bits() + "-bit vectors";
        return kernels + ": " + reason;
    }

    /**
     * @param requested the property's value, or null
     * @param resolved whether the Vector API's module is there
     * @param preferred width in bits that the CPU prefers; asked only if {@code resolved}
     */
    static VectorChoice choose(String requested, boolean resolved, IntSupplier preferred) {
        if (requested != null) return requested(requested, resolved, preferred);
        if (!resolved) {
            return new VectorChoice(
                    Target.PLAIN, "the Vector API is not there; java " + FLAG + " brings it, and speed with it");
        }
        int bits = preferred.getAsInt();
        for (Target target : new Target[] {Target.V512, Target.V256, Target.V128}) {
            if (target.bits() <= bits) {
                return new VectorChoice(target, "the widest that this CPU prefers (" + bits + " bits)");
            }
        }
        return new VectorChoice(Target.PLAIN, "this CPU prefers vectors of only " + bits + " bits");
    }

    private static VectorChoice requested(String requested, boolean resolved, IntSupplier preferred) {
        String setting = "-D" + PROPERTY + "=" + requested;
        Target target = named(requested);
        if (target == null) {
            throw new IllegalArgumentException(setting + ": expected " + VALUES);
        }
        VectorChoice choice = new VectorChoice(target, "asked for by " + setting);
        if (target == Target.PLAIN) return choice;
        if (!resolved) {
            throw new IllegalArgumentException(
                    setting + " needs the Vector API, which this JVM was started without; add the flag " + FLAG);
        }
        int bits = preferred.getAsInt();
        if (target.bits() > bits) {
            throw new IllegalArgumentException(setting + ": this CPU and JVM give " + bits
                    + " bits; ask for at most that, or for scalar");
        }
        return choice;
    }

    private static Target named(String value) {
        switch (value) {
            case "scalar":
                return Target.PLAIN;
            case "128":
                return Target.V128;
            case "256":
                return Target.V256;
            case "512":
                return Target.V512;
            default:
                return null;
        }
    }
}
