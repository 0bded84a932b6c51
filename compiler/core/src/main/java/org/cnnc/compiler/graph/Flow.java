package org.cnnc.compiler.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.source.Span;

/** The tensor above, as statements pass, and the branches that wait for their join. */
final class Flow {
    private int current;
    private int groupStart;
    private final List<Integer> group = new ArrayList<>();
    private Optional<Span> waiting = Optional.empty();
    private boolean lost;

    Flow(int current) {
        this.current = current;
    }

    int current() {
        return current;
    }

    void advance(int tensor) {
        current = tensor;
        group.clear();
        waiting = Optional.empty();
        lost = false;
    }

    /** Something that could not be read stood here, which may have been a branch. */
    void lose() {
        advance(Wire.BROKEN);
        lost = true;
    }

    /** Whether branches may be missing. */
    boolean isLost() {
        return lost;
    }

    /** Where the next branch starts: where the first of its group did. */
    int branchStart() {
        if (group.isEmpty()) groupStart = current;
        return groupStart;
    }

    void addBranch(int result, Span span) {
        group.add(result);
        if (waiting.isEmpty()) waiting = Optional.of(span);
    }

    List<Integer> group() {
        return List.copyOf(group);
    }

    /** The first branch of a group that nothing has joined yet. */
    Optional<Span> waiting() {
        return waiting;
    }
}
