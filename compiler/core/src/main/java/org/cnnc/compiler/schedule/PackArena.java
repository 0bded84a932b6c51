package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Places tenants in the arena so that those whose lives overlap share no float. The best packing is NP-hard to find.
 * Tenants are placed one by one, each in the smallest gap that holds it, in several orders; then again and again with
 * those in front that stood at the arena's end. The shortest arena wins.
 */
final class PackArena {
    /** Tenants placed in all while the order is improved: of a large network, a few times as many as it has. */
    private static final int MOST_PLACED = 20_000;

    /** What needs memory for some time. */
    record Tenant(int floats, Life life) {}

    /** Where each tenant starts, and what all of them take. */
    record Packed(int[] offsets, int length) {}

    private final List<Tenant> tenants;

    private PackArena(List<Tenant> tenants) {
        this.tenants = tenants;
    }

    /**
     * The same tenants in the same order give the same places.
     *
     * @throws ArithmeticException when they would not fit one array
     */
    static Packed pack(List<Tenant> tenants) {
        PackArena pack = new PackArena(tenants);
        Comparator<Integer> bySize = Comparator.comparingInt(i -> -tenants.get(i).floats());
        Comparator<Integer> byStart = Comparator.comparingInt(i -> tenants.get(i).life().first());
        Comparator<Integer> byLength = Comparator.comparingInt(
                i -> tenants.get(i).life().first() - tenants.get(i).life().last());
        List<Integer> bestOrder = List.of();
        Packed best = null;
        for (Comparator<Integer> comparator : List.of(
                bySize.thenComparing(byStart), byLength.thenComparing(bySize), byStart.thenComparing(bySize))) {
            List<Integer> order = IntStream.range(0, tenants.size()).boxed().sorted(comparator).toList();
            Packed packed = pack.inOrder(order);
            if (best == null || packed.length < best.length) {
                best = packed;
                bestOrder = order;
            }
        }
        return pack.improved(best, bestOrder);
    }

    private Packed improved(Packed packed, List<Integer> order) {
        long least = leastLength(tenants);
        Packed best = packed;
        Packed current = packed;
        List<Integer> next = new ArrayList<>(order);
        for (int placed = tenants.size(); best.length > least + least / 100 && placed < MOST_PLACED; placed += tenants.size()) {
            Packed last = current;
            List<Integer> atEnd = next.stream()
                    .filter(i -> last.offsets[i] + tenants.get(i).floats() == last.length)
                    .toList();
            next.removeAll(Set.copyOf(atEnd));
            next.addAll(0, atEnd);
            current = inOrder(next);
            if (current.length < best.length) best = current;
        }
        return best;
    }

    /** The most floats that are in use at one step: no packing is shorter. */
    static long leastLength(List<Tenant> tenants) {
        int steps = tenants.stream().mapToInt(tenant -> tenant.life().last() + 2).max().orElse(0);
        long[] changes = new long[steps];
        for (Tenant tenant : tenants) {
            changes[tenant.life().first()] += tenant.floats();
            changes[tenant.life().last() + 1] -= tenant.floats();
        }
        long live = 0;
        long most = 0;
        for (long change : changes) {
            live += change;
            most = Math.max(most, live);
        }
        return most;
    }

    private Packed inOrder(List<Integer> order) {
        int[] offsets = new int[tenants.size()];
        int[] rising = new int[tenants.size()];
        int length = 0;
        for (int placed = 0; placed < order.size(); placed++) {
            int next = order.get(placed);
            Tenant tenant = tenants.get(next);
            int offset = smallestGap(tenant, rising, placed, offsets);
            offsets[next] = offset;
            length = Math.max(length, Math.addExact(offset, tenant.floats()));
            int at = placed;
            while (at > 0 && offsets[rising[at - 1]] > offset) at--;
            System.arraycopy(rising, at, rising, at + 1, placed - at);
            rising[at] = next;
        }
        return new Packed(offsets, length);
    }

    /**
     * Where the smallest gap starts that holds a tenant, between those placed whose lives overlap its own; else where
     * the last of them ends.
     *
     * @param rising those placed, by their offsets
     */
    private int smallestGap(Tenant tenant, int[] rising, int placed, int[] offsets) {
        int end = 0;
        int best = -1;
        int smallest = Integer.MAX_VALUE;
        for (int i = 0; i < placed; i++) {
            Tenant other = tenants.get(rising[i]);
            if (!other.life().overlaps(tenant.life())) continue;
            int offset = offsets[rising[i]];
            int gap = offset - end;
            if (gap >= tenant.floats() && gap < smallest) {
                smallest = gap;
                best = end;
            }
            end = Math.max(end, offset + other.floats());
        }
        return best < 0 ? end : best;
    }
}
