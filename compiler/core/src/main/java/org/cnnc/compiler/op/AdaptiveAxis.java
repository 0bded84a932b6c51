package org.cnnc.compiler.op;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The windows that an adaptive pooling cuts an axis into: of output o, the cells from floor(o * input / output) to
 * ceil((o + 1) * input / output), the end excluded. They repeat after {@link #outputs} windows and {@link #cells} cells.
 */
record AdaptiveAxis(int input, int output) {
    /** How often the windows repeat. */
    int repeats() {
        return BigInteger.valueOf(input).gcd(BigInteger.valueOf(output)).intValueExact();
    }

    /** Windows of one period. */
    int outputs() {
        return output / repeats();
    }

    /** Cells of one period. */
    int cells() {
        return input / repeats();
    }

    int start(int window) {
        return (int) Math.floorDiv((long) window * input, (long) output);
    }

    int end(int window) {
        return (int) Math.ceilDiv((window + 1L) * input, (long) output);
    }

    int length(int window) {
        return end(window) - start(window);
    }

    /** Cells of the longest window. */
    int longest() {
        return (int) Math.ceilDiv(outputs() - 1L + cells(), (long) outputs());
    }

    /** Neighbouring cells of one period that lie in the same windows. @param end excluded */
    record Segment(int start, int end, int firstWindow, int windows) {}

    /** The segments of one period, in order. */
    List<Segment> segments() {
        TreeSet<Integer> bounds = new TreeSet<>();
        for (int window = 0; window < outputs(); window++) bounds.addAll(List.of(start(window), end(window)));
        List<Segment> segments = new ArrayList<>();
        int first = 0;
        for (int start = bounds.first(); start < cells(); start = bounds.higher(start)) {
            while (end(first) <= start) first++;
            int windows = 1;
            while (first + windows < outputs() && start(first + windows) <= start) windows++;
            segments.add(new Segment(start, bounds.higher(start), first, windows));
        }
        return segments;
    }
}
