package org.cnnc.compiler.report.drawing;

import java.util.List;

/**
 * What a layered layout places: vertices of known sizes, and nets between them. All sizes are in pixels.
 *
 * @param vertices in an order in which each net's source stands before its targets
 */
record LayeredGraph(List<Vertex> vertices, List<Net> nets) {
    /** Where a vertex may stand. */
    enum Rank { FIRST, ANY, LAST }

    /**
     * A rectangle.
     *
     * @param entries where nets come in at the top, from its left edge
     * @param exits where nets go out at the bottom, from its left edge
     */
    record Vertex(Rank rank, double width, double height, List<Double> entries, List<Double> exits) {}

    /**
     * A tensor on its way from an exit of its source to entries of its readers.
     *
     * @param labelled whether there must be room for a label below the exit
     */
    record Net(int source, int exit, List<End> ends, boolean labelled) {}

    /** An entry of a vertex. */
    record End(int vertex, int entry) {}
}
