package org.cnnc.tests.peers;

import java.util.EnumSet;
import java.util.Set;
import org.cnnc.runtime.Target;
import org.cnnc.runtime.VectorChoice;

/** How much is compared, and compiled for what. */
final class Cases {
    /** Random configurations of a layer or a loss. */
    static final int COUNT = Integer.getInteger("cnn.test.cases", 24);

    /** What all of them follow from. */
    static final long SEED = Long.getLong("cnn.test.seed", 1);

    /** The widest vectors of this machine, and plain loops. */
    static final Set<Target> TARGETS = EnumSet.of(Target.PLAIN, VectorChoice.current().target());

    private Cases() {}
}
