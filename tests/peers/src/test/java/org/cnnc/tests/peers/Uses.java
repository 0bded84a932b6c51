package org.cnnc.tests.peers;

import java.util.LinkedHashSet;
import java.util.Set;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;
import org.cnnc.compiler.op.LayerKind;
import org.cnnc.compiler.op.Sample;

/** What the uses of a layer have gone through: each number of axes that its samples have, and each argument with a key. */
final class Uses {
    private final Set<String> missing = new LinkedHashSet<>();

    Uses(LayerKind kind) {
        for (Sample sample : kind.samples()) missing.add(axes(sample.inputs().getFirst().rank()));
        for (Argument argument : kind.schema().arguments()) {
            boolean gradients = !(argument.type() instanceof ArgumentType.InitType);
            if (!argument.positional() && gradients) missing.add(argument.name() + "=");
        }
    }

    void add(LayerCase use) {
        missing.removeIf(what -> has(use, what));
    }

    /** Whether a use has something that no other had. */
    boolean lacks(LayerCase use) {
        return missing.stream().anyMatch(what -> has(use, what));
    }

    boolean anyMissing() {
        return !missing.isEmpty();
    }

    private static boolean has(LayerCase use, String what) {
        return use.statement().contains(what) || what.equals(axes(use.rank()));
    }

    private static String axes(int rank) {
        return rank + " axes";
    }

    /** What no use had. */
    @Override
    public String toString() {
        return String.join(", ", missing);
    }
}
