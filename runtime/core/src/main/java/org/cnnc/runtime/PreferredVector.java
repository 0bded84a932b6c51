package org.cnnc.runtime;

import jdk.incubator.vector.FloatVector;

/** The only class of the runtime that touches the Vector API; it is loaded only where the module is there. */
final class PreferredVector {
    private PreferredVector() {}

    /** Width in bits of the vectors that this CPU and JVM prefer. */
    static int bits() {
        return FloatVector.SPECIES_PREFERRED.vectorBitSize();
    }
}
