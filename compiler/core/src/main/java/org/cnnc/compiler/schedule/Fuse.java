package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Operand;

/**
 * Computes elementwise nests where their input is produced: a nest that reads an operand nobody else reads, at the
 * very element it stores, becomes the last expression of the nests that produce the operand. So bias and activation
 * join a convolution, and an activation's gradient joins the gradient of the layer behind it.
 */
final class Fuse {
    /**
     * Bounds of a fused expression. Put into one another, expressions that use their input many times, as tanh does,
     * grow as a power of the layers' number; and what has too many parts makes a method that HotSpot does not compile.
     */
    private static final long MOST_SIZE = 10_000;

    private static final int MOST_PARTS = 300;

    private Fuse() {}

    static Program fuse(Program program) {
        Program current = program;
        for (int i = 0; i < current.steps().size(); i++) {
            Optional<Program> fused = fuseInto(current, i);
            if (fused.isPresent()) {
                current = fused.get();
                // The merged nest stands one place further up, and may fuse into its own producers.
                i = Math.max(-1, i - 2);
            }
        }
        return current;
    }

    private static Optional<Program> fuseInto(Program program, int consumerIndex) {
        Program.Step consumer = program.steps().get(consumerIndex);
        Nest nest = consumer.nest();
        if (!nest.pointwise() || !storesEachPoint(nest)) return Optional.empty();
        Optional<Program> best = Optional.empty();
        for (Access.Element load : nest.loads()) {
            List<Program.Step> producers = producers(program, load.operand(), consumerIndex);
            if (producers.isEmpty() || !fusible(program, consumer, load)) continue;
            if (producers.stream().anyMatch(step -> BatchSums.sums(step.nest()))) continue;
            boolean reduces = producers.stream().anyMatch(step -> step.nest().reduction().isPresent());
            Optional<Program> replaced = replace(program, consumer, producers, load.operand());
            if (replaced.isPresent() && reduces) return replaced;
            if (best.isEmpty()) best = replaced;
        }
        return best;
    }

    /** The steps before the consumer that store an operand. */
    private static List<Program.Step> producers(Program program, Operand operand, int before) {
        Operand root = program.root(operand);
        return program.steps().subList(0, before).stream()
                .filter(step -> program.root(step.nest().element().operand()).equals(root))
                .toList();
    }

    /** Whether the loaded operand is read by the consumer alone, and only at the element that it stores. */
    private static boolean fusible(Program program, Program.Step consumer, Access.Element load) {
        Operand root = program.root(load.operand());
        if (program.bound().containsKey(root)) return false;
        List<Program.Step> readers = program.readers(root);
        if (readers.size() != 1 || readers.getFirst() != consumer) return false;
        Access.Element store = consumer.nest().element();
        return consumer.nest().loads().stream()
                .filter(other -> program.root(other.operand()).equals(root))
                .allMatch(other -> other.operand().equals(load.operand()) && other.index().equals(store.index()))
                && load.operand().type().batched() == store.operand().type().batched()
                && load.operand().type().shape().equals(store.operand().type().shape());
    }

    /** Whether each point of the nest stores to the element with the same indices. */
    private static boolean storesEachPoint(Nest nest) {
        List<Affine> index = nest.element().index();
        if (index.size() != nest.axes().size()) return false;
        for (int i = 0; i < index.size(); i++) {
            if (!index.get(i).equals(Affine.of(nest.axes().get(i)))) return false;
        }
        return true;
    }

    private static Optional<Program> replace(
            Program program, Program.Step consumer, List<Program.Step> producers, Operand intermediate) {
        List<Program.Step> merged = new ArrayList<>();
        for (Program.Step producer : producers) {
            Optional<Program.Step> step = merge(producer, consumer, intermediate);
            if (step.isEmpty()) return Optional.empty();
            merged.add(step.get());
        }
        Set<Program.Step> replaced = Collections.newSetFromMap(new IdentityHashMap<>());
        replaced.addAll(producers);
        List<Program.Step> steps = new ArrayList<>();
        for (Program.Step step : program.steps()) {
            if (step == consumer) steps.addAll(merged);
            else if (!replaced.contains(step)) steps.add(step);
        }
        return Optional.of(program.withSteps(steps));
    }

    /** The producer with the consumer's expression behind its own. */
    private static Optional<Program.Step> merge(Program.Step producer, Program.Step consumer, Operand intermediate) {
        Nest from = producer.nest();
        Nest to = consumer.nest();
        Optional<List<Affine>> coordinates = coordinates(from.element(), intermediate);
        if (coordinates.isEmpty()) return Optional.empty();
        Map<String, Affine> substitution = new HashMap<>();
        for (int i = 0; i < to.axes().size(); i++) {
            substitution.put(to.axes().get(i).name(), coordinates.get().get(i));
        }
        Expr produced = from.result();
        Access.Element read = to.loads().stream()
                .filter(load -> load.operand().equals(intermediate))
                .findFirst()
                .orElseThrow();
        Expr marked = to.result().map(part -> part.equals(new Expr.Load(read)) ? MARK : part)
                .mapAffine(affine -> affine.substitute(substitution));
        if (marked.size() + marked.count(MARK) * produced.size() > MOST_SIZE) return Optional.empty();
        Expr result = marked.map(part -> part.equals(MARK) ? produced : part);
        if (result.parts().size() > MOST_PARTS) return Optional.empty();
        Access.Element store = new Access.Element(
                to.element().operand(),
                to.element().index().stream().map(index -> index.substitute(substitution)).toList());
        List<String> fused = new ArrayList<>(producer.fused());
        fused.add(to.name());
        fused.addAll(consumer.fused());
        return Optional.of(new Program.Step(
                new Nest(from.name(), from.line(), from.axes(), from.reduction(), result, store), fused));
    }

    /** Stands for the intermediate while indices are rewritten; no nest holds it otherwise. */
    private static final Expr MARK = new Expr.Hyper(-1, "intermediate");

    /**
     * The indices of a stored element as the reader of a reshaped form counts them; empty where the two differ in
     * more than axes of extent 1.
     */
    private static Optional<List<Affine>> coordinates(Access.Element store, Operand reader) {
        if (store.operand().equals(reader)) return Optional.of(store.index());
        List<Affine> significant = new ArrayList<>();
        List<Integer> extents = new ArrayList<>();
        int first = store.operand().type().batched() ? 1 : 0;
        for (int i = first; i < store.index().size(); i++) {
            int extent = store.operand().type().shape().extent(i - first);
            if (extent == 1) continue;
            significant.add(store.index().get(i));
            extents.add(extent);
        }
        List<Affine> coordinates = new ArrayList<>(store.index().subList(0, first));
        int next = 0;
        for (int extent : reader.type().shape().extents()) {
            if (extent == 1) {
                coordinates.add(Affine.constant(0));
            } else if (next < extents.size() && extents.get(next) == extent) {
                coordinates.add(significant.get(next++));
            } else {
                return Optional.empty();
            }
        }
        return next == extents.size() ? Optional.of(coordinates) : Optional.empty();
    }
}
