package org.cnnc.compiler.schedule;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Space;

/**
 * The nests of a pass while it is being scheduled: what the passes of this package take and give.
 *
 * @param steps nests in the order of execution, each with what was fused into it
 * @param aliases reshaped operands, each with the operand whose memory it is
 * @param bound operands whose place is given: parameters, gradients, inputs and outputs
 * @param sampleMajor operands stored sample by sample, instead of sample-innermost
 */
record Program(
        List<Step> steps, Map<Operand, Operand> aliases, Map<Operand, Bound> bound, Set<Operand> sampleMajor) {

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
        sampleMajor = new LinkedHashSet<>(sampleMajor);
    }

    Program withSteps(List<Step> newSteps) {
        return new Program(newSteps, aliases, bound, sampleMajor);
    }

    /** The operand whose memory an operand is: itself, unless it is a reshaped one. */
    Operand root(Operand operand) {
        Operand root = operand;
        while (aliases.containsKey(root)) root = aliases.get(root);
        return root;
    }
}
