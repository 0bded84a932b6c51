package org.cnnc.runtime;

/**
 * The memory that a {@link Program} works in. All sizes and offsets are in floats.
 *
 * @param block samples that one {@link Program#run} takes; a smaller rest is filled up with zeros
 * @param arena length of {@link Frame#arena}
 * @param io length of {@link Frame#io}
 * @param inputs where each input's block starts in {@code io}: sample-major, {@code block} samples
 * @param outputs where each output's block starts in {@code io}: sample-major, {@code block} samples
 * @param rows scratch rows in {@link Frame#rows} by length: so many of each of {@code rowLengths}, longest first (empty
 *     unless the plain target needs them)
 * @param rowLengths floats that scratch rows have at the least
 * @param scratch length of {@link Frame#scratch}
 * @param prepared length of {@link Frame#prepared}
 */
public record Plan(
        int block, int arena, int io, int[] inputs, int[] outputs, int[] rows, int[] rowLengths, int scratch,
        int prepared) {
    /** Floats that a thread keeps for itself while it runs a kernel. */
    public long scratchFloats() {
        return scratch + rowFloats();
    }

    /** Floats of all scratch rows as they are allocated. */
    public long rowFloats() {
        long floats = 0;
        for (int i = 0; i < rows.length; i++) floats += (long) rows[i] * Scratch.aligned(rowLengths[i]);
        return floats;
    }
}
