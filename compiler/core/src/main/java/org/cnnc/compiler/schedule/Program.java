package org.cnnc.compiler.schedule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Space;

/**
 * The nests of a pass while it is being scheduled: what the passes of this package take and give.
 *
 * @param steps nests in the order of execution, each with what was fused into it
 * @param aliases reshaped operands, each with the operand whose memory it is
 * @param bound operands whose place is given: parameters, gradients, inputs and outputs
 * @param layouts of the operands for which a pass has chosen one; see {@link Place} for the others
 */
record Program(
        List<Step> steps, Map<Operand, Operand> aliases, Map<Operand, Bound> bound, Map<Operand, Layout> layouts) {

    /** A nest, and the names of the nests that were fused into it. */
    record Step(Nest nest, List<String> fused) {
        Step(Nest nest) {
            this(nest, List.of());
        }
    }

    /** A place outside the arena. Elements stand densely, sample-major. */
    record Bound(Space space, int offset) {}

    Program {
        steps = List.copyOf(steps);
        aliases = Map.copyOf(aliases);
        bound = new LinkedHashMap<>(bound);
        layouts = Map.copyOf(layouts);
    }

    Program withSteps(List<Step> newSteps) {
        return new Program(newSteps, aliases, bound, layouts);
    }

    /** The operand whose memory an operand is: itself, unless it is a reshaped one. */
    Operand root(Operand operand) {
        Operand root = operand;
        while (aliases.containsKey(root)) root = aliases.get(root);
        return root;
    }
}
