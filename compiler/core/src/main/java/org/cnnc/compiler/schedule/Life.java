package org.cnnc.compiler.schedule;

/** When something is in use: from one step to another, both included. */
record Life(int first, int last) {
    boolean overlaps(Life other) {
        return first <= other.last && other.first <= last;
    }

    Life and(Life other) {
        return new Life(Math.min(first, other.first), Math.max(last, other.last));
    }
}
