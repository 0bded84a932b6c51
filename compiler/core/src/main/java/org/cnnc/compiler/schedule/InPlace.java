package org.cnnc.compiler.schedule;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Operand;

/**
 * Finds operands that may take the place of another. It is so where the nests that store the one are the last to read
 * the other, each element of which is read only at the point that puts its successor there: a point computes all that
 * it reads before it stores.
 */
final class InPlace {
    private final Program program;
    private final Liveness liveness;
    private final Map<Operand, Region> regions;
    private final Function<Access.Element, Affine> offset;
    private final Map<Operand, Operand> successors = new HashMap<>();

    private InPlace(
            Program program, Liveness liveness, Map<Operand, Region> regions, Function<Access.Element, Affine> offset) {
        this.program = program;
        this.liveness = liveness;
        this.regions = regions;
        this.offset = offset;
    }

    /**
     * By each operand that takes another's place, the other.
     *
     * @param offset where an element is, counted from the start of its operand's region
     */
    static Map<Operand, Operand> predecessors(
            Program program, Liveness liveness, Map<Operand, Region> regions, Function<Access.Element, Affine> offset) {
        InPlace inPlace = new InPlace(program, liveness, regions, offset);
        Map<Operand, Operand> predecessors = new LinkedHashMap<>();
        for (Operand operand : liveness.operands()) {
            Nest first = program.steps().get(liveness.stores(operand).getFirst()).nest();
            first.loads().stream()
                    .map(load -> program.root(load.operand()))
                    .filter(other -> inPlace.mayFollow(operand, other))
                    .findFirst()
                    .ifPresent(other -> {
                        predecessors.put(operand, other);
                        inPlace.successors.put(other, operand);
                    });
        }
        return predecessors;
    }

    private boolean mayFollow(Operand operand, Operand other) {
        Region region = regions.get(operand);
        Region place = regions.get(other);
        if (operand.equals(other) || place == null || successors.containsKey(other)) return false;
        if (region.floats() != place.floats() || region.elements() != place.elements()) return false;
        if (!liveness.storedWhole(operand, region.elements()) || !liveness.storedWhole(other, place.elements())) return false;
        List<Integer> stores = liveness.stores(operand);
        if (liveness.stores(other).getLast() >= stores.getFirst()) return false;
        return liveness.loads(other).stream()
                .filter(step -> step >= stores.getFirst())
                .allMatch(step -> stores.contains(step) && readsOnlyWhatItReplaces(program.steps().get(step).nest(), other));
    }

    private boolean readsOnlyWhatItReplaces(Nest nest, Operand other) {
        Affine stored = offset.apply(nest.element());
        return nest.loads().stream()
                .filter(load -> program.root(load.operand()).equals(other))
                .allMatch(load -> offset.apply(load).equals(stored));
    }
}
