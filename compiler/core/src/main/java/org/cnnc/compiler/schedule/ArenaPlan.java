package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Operand;

/**
 * Where the operands of the arena stand: those whose lives do not overlap share memory. What counts on zeros that
 * nothing stores, beyond its margin, keeps memory of its own.
 *
 * @param offsets by operand, where its region starts
 * @param length of the arena in floats
 * @param cleared by step, the regions whose margins are to be filled with zeros before it
 */
record ArenaPlan(Map<Operand, Integer> offsets, int length, Map<Integer, List<Region>> cleared) {
    /** Every region starts at a multiple of this many floats. */
    private static final int ALIGNMENT = 16;

    /** Operands that have one place, one after the other. */
    private record Tenancy(List<Region> regions, PackArena.Tenant tenant) {
        Region first() {
            return regions.getFirst();
        }

        boolean meets(int offset, Tenancy other, int otherOffset) {
            return offset < otherOffset + other.tenant.floats() && otherOffset < offset + tenant.floats();
        }
    }

    /**
     * @param regions of all operands of the arena
     * @param offset where an element is, counted from the start of its operand's region
     * @throws ArithmeticException when the arena would not fit one array
     */
    static ArenaPlan of(
            Program program, Map<Operand, Region> regions, Function<Access.Element, Affine> offset) {
        Liveness liveness = Liveness.of(program);
        List<Tenancy> tenancies = tenancies(program, liveness, regions, offset);
        PackArena.Packed packed = PackArena.pack(tenancies.stream().map(Tenancy::tenant).toList());
        Map<Operand, Integer> offsets = new HashMap<>();
        Map<Integer, List<Region>> cleared = new HashMap<>();
        for (int i = 0; i < tenancies.size(); i++) {
            int from = packed.offsets()[i];
            for (Region region : tenancies.get(i).regions()) offsets.put(region.operand(), from);
            if (spoilt(i, tenancies, packed)) {
                Region first = tenancies.get(i).first();
                int step = liveness.stores(first.operand()).getFirst();
                cleared.computeIfAbsent(step, s -> new ArrayList<>()).add(first);
            }
        }
        return new ArenaPlan(offsets, packed.length(), cleared);
    }

    private static List<Tenancy> tenancies(
            Program program, Liveness liveness, Map<Operand, Region> regions, Function<Access.Element, Affine> offset) {
        Map<Operand, Operand> predecessors = InPlace.predecessors(program, liveness, regions, offset);
        Map<Operand, List<Region>> byFirst = new LinkedHashMap<>();
        Map<Operand, Operand> firsts = new HashMap<>();
        for (Operand operand : liveness.operands()) {
            Operand before = predecessors.get(operand);
            Operand first = before == null ? operand : firsts.get(before);
            firsts.put(operand, first);
            byFirst.computeIfAbsent(first, f -> new ArrayList<>()).add(regions.get(operand));
        }
        List<Tenancy> tenancies = new ArrayList<>();
        for (List<Region> inTurn : byFirst.values()) {
            Region first = inTurn.getFirst();
            Life life = liveness.storedWhole(first.operand(), first.elements())
                    ? liveness.life(first.operand()) : liveness.always();
            for (Region region : inTurn) life = life.and(liveness.life(region.operand()));
            int floats = Math.addExact(first.floats(), ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
            tenancies.add(new Tenancy(inTurn, new PackArena.Tenant(floats, life)));
        }
        return tenancies;
    }

    /**
     * Whether the margin of a tenancy is not zero by itself: whoever was in its memory last, if only in the run before,
     * had no such margin there.
     */
    private static boolean spoilt(int index, List<Tenancy> tenancies, PackArena.Packed packed) {
        Tenancy tenancy = tenancies.get(index);
        if (tenancy.first().margin().none()) return false;
        int offset = packed.offsets()[index];
        int latest = index;
        int shortest = Integer.MAX_VALUE;
        for (int i = 0; i < tenancies.size(); i++) {
            if (i == index || !tenancy.meets(offset, tenancies.get(i), packed.offsets()[i])) continue;
            int since = tenancy.tenant().life().first() - tenancies.get(i).tenant().life().last();
            if (since < 0) since += Integer.MAX_VALUE;
            if (since >= shortest) continue;
            shortest = since;
            latest = i;
        }
        return offset != packed.offsets()[latest] || !tenancy.first().sameMargin(tenancies.get(latest).first());
    }
}
