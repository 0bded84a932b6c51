package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Operand;

/**
 * The steps of a program while a pass merges them: who stores and who reads an operand is known without a search. A
 * reshaped operand counts as its root.
 */
final class StepIndex {
    /** A step in its place. */
    static final class Entry {
        private final Program.Step step;
        private final Set<Access.Element> loads;
        private final int place;
        private Entry before;
        private Entry after;

        /** @param place grows along the program; steps that took the place of one have its number */
        private Entry(Program.Step step, int place) {
            this.step = step;
            this.loads = step.nest().loads();
            this.place = place;
        }

        Program.Step step() {
            return step;
        }

        /** What its nest loads. */
        Set<Access.Element> loads() {
            return loads;
        }
    }

    private final Program program;
    private final Map<Operand, Set<Entry>> readers = new HashMap<>();
    private final Map<Operand, List<Entry>> stores = new HashMap<>();

    /** Stand before the first and behind the last entry. */
    private final Entry[] ends = new Entry[2];

    StepIndex(Program program) {
        this.program = program;
        for (Program.Step step : program.steps()) {
            Entry entry = new Entry(step, ends[1] == null ? 0 : ends[1].place + 1);
            link(ends[1], entry, null);
            stores.computeIfAbsent(stored(entry), operand -> new ArrayList<>()).add(entry);
            read(entry);
        }
    }

    private void link(Entry before, Entry entry, Entry after) {
        entry.before = before;
        entry.after = after;
        if (before == null) ends[0] = entry;
        else before.after = entry;
        if (after == null) ends[1] = entry;
        else after.before = entry;
    }

    private void unlink(Entry entry) {
        if (entry.before == null) ends[0] = entry.after;
        else entry.before.after = entry.after;
        if (entry.after == null) ends[1] = entry.before;
        else entry.after.before = entry.before;
        for (Access.Element load : entry.loads) readers.get(program.root(load.operand())).remove(entry);
    }

    private void read(Entry entry) {
        for (Access.Element load : entry.loads) {
            readers.computeIfAbsent(program.root(load.operand()), operand -> new LinkedHashSet<>()).add(entry);
        }
    }

    private Operand stored(Entry entry) {
        return program.root(entry.step.nest().element().operand());
    }

    Optional<Entry> first() {
        return Optional.ofNullable(ends[0]);
    }

    Optional<Entry> after(Entry entry) {
        return Optional.ofNullable(entry.after);
    }

    /** All steps in order. */
    List<Program.Step> steps() {
        List<Program.Step> steps = new ArrayList<>();
        for (Entry entry = ends[0]; entry != null; entry = entry.after) steps.add(entry.step);
        return steps;
    }

    /** Those that load an operand. */
    Set<Entry> readers(Operand root) {
        return readers.getOrDefault(root, Set.of());
    }

    /** Those before another that store an operand, in order. */
    List<Entry> storesBefore(Operand operand, Entry reader) {
        return stores.getOrDefault(program.root(operand), List.of()).stream()
                .filter(entry -> entry.place < reader.place)
                .toList();
    }

    /**
     * Puts steps, which store what the consumer stores, in its place, and takes its producers out.
     *
     * @return the last of the new ones
     */
    Entry replace(Entry consumer, List<Entry> producers, List<Program.Step> steps) {
        List<Entry> merged = steps.stream().map(step -> new Entry(step, consumer.place)).toList();
        for (Entry entry : merged) {
            link(consumer.before, entry, consumer);
            read(entry);
        }
        List<Entry> ofConsumer = stores.get(stored(consumer));
        int at = ofConsumer.indexOf(consumer);
        ofConsumer.remove(at);
        ofConsumer.addAll(at, merged);
        unlink(consumer);
        for (Entry producer : producers) {
            stores.get(stored(producer)).remove(producer);
            unlink(producer);
        }
        return merged.getLast();
    }
}
