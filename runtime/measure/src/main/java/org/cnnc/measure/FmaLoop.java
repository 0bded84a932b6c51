package org.cnnc.measure;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.cnnc.runtime.Target;
import org.cnnc.runtime.VectorChoice;

/**
 * Multiply-adds that wait for nothing but themselves, in registers. Loaded only where the Vector API is there. Vectors
 * are as wide as this JVM's kernels ({@link VectorChoice}), or as the CPU prefers where those are plain loops: the
 * species has to be a constant of its class.
 */
final class FmaLoop {
    /** Chains side by side: enough for two units of a latency of 5 or 6, few enough for 16 registers. */
    private static final int CHAINS = 12;

    private static final VectorSpecies<Float> SPECIES = species();

    private FmaLoop() {}

    private static VectorSpecies<Float> species() {
        Target target = VectorChoice.current().target();
        if (target == Target.PLAIN) return FloatVector.SPECIES_PREFERRED;
        return VectorShape.forBitSize(target.bits()).withLanes(float.class);
    }

    static int bits() {
        return SPECIES.vectorBitSize();
    }

    /** Floating-point operations of a round. */
    static long flops() {
        return 2L * CHAINS * SPECIES.length();
    }

    /** @return a number that depends on all of them; factors below 1 keep every chain finite */
    static float run(int rounds) {
        FloatVector factor = FloatVector.broadcast(SPECIES, 0.5f);
        FloatVector addend = FloatVector.broadcast(SPECIES, 1f);
        FloatVector a = addend;
        FloatVector b = addend;
        FloatVector c = addend;
        FloatVector d = addend;
        FloatVector e = addend;
        FloatVector f = addend;
        FloatVector g = addend;
        FloatVector h = addend;
        FloatVector i = addend;
        FloatVector j = addend;
        FloatVector k = addend;
        FloatVector l = addend;
        for (int round = 0; round < rounds; round++) {
            a = a.fma(factor, addend);
            b = b.fma(factor, addend);
            c = c.fma(factor, addend);
            d = d.fma(factor, addend);
            e = e.fma(factor, addend);
            f = f.fma(factor, addend);
            g = g.fma(factor, addend);
            h = h.fma(factor, addend);
            i = i.fma(factor, addend);
            j = j.fma(factor, addend);
            k = k.fma(factor, addend);
            l = l.fma(factor, addend);
        }
        return a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j).add(k).add(l).lane(0);
    }
}
