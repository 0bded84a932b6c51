package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.HashMap;
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

    private final Program program;
    private final StepIndex index;

    private Fuse(Program program) {
        this.program = program;
        this.index = new StepIndex(program);
    }

    static Program fuse(Program program) {
        Fuse fuse = new Fuse(program);
        Optional<StepIndex.Entry> next = fuse.index.first();
        while (next.isPresent()) {
            StepIndex.Entry entry = next.get();
            // A merged nest may fuse into its own producers.
            next = fuse.fuseInto(entry).or(() -> fuse.index.after(entry));
        }
        return program.withSteps(fuse.index.steps());
    }

    /** Fuses a nest into one of those that produce what it reads, and gives the last of the merged ones. */
    private Optional<StepIndex.Entry> fuseInto(StepIndex.Entry consumer) {
        Nest nest = consumer.step().nest();
        if (!nest.pointwise() || !storesEachPoint(nest)) return Optional.empty();
        List<StepIndex.Entry> best = List.of();
        List<Program.Step> merged = List.of();
        for (Access.Element load : consumer.loads()) {
            List<StepIndex.Entry> producers = index.storesBefore(load.operand(), consumer);
            if (producers.isEmpty() || !fusible(consumer, load)) continue;
            if (producers.stream().anyMatch(producer -> BatchSums.sums(producer.step().nest()))) continue;
            boolean reduces = producers.stream().anyMatch(producer -> producer.step().nest().reduction().isPresent());
            if (!best.isEmpty() && !reduces) continue;
            Optional<List<Program.Step>> steps = merge(producers, consumer, load.operand());
            if (steps.isEmpty()) continue;
            best = producers;
            merged = steps.get();
            if (reduces) break;
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(index.replace(consumer, best, merged));
    }

    /** Whether the loaded operand is read by the consumer alone, and only at the element that it stores. */
    private boolean fusible(StepIndex.Entry consumer, Access.Element load) {
        Operand root = program.root(load.operand());
        if (program.bound().containsKey(root) || !index.readers(root).equals(Set.of(consumer))) return false;
        Access.Element store = consumer.step().nest().element();
        return consumer.loads().stream()
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

    private static Optional<List<Program.Step>> merge(
            List<StepIndex.Entry> producers, StepIndex.Entry consumer, Operand intermediate) {
        List<Program.Step> merged = new ArrayList<>();
        for (StepIndex.Entry producer : producers) {
            Optional<Program.Step> step = merge(producer.step(), consumer.step(), intermediate);
            if (step.isEmpty()) return Optional.empty();
            merged.add(step.get());
        }
        return Optional.of(merged);
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
