package org.cnnc.runtime;

/**
 * The memory that a {@link Program} works in. All sizes and offsets are in floats.
 *
 * @param block samples that one {@link Program#run} takes; a smaller rest is filled up with zeros
 * @param arena length of {@link Frame#arena}
 * @param io length of {@link Frame#io}
 * @param inputs where each input's block starts in {@code io}: sample-major, {@code block} samples
 * @param outputs where each output's block starts in {@code io}: sample-major, {@code block} samples
 * @param rows number of scratch rows in {@link Frame#rows} (0 unless the plain target needs them)
 * @param rowLength length of each scratch row
 */
public record Plan(int block, int arena, int io, int[] inputs, int[] outputs, int rows, int rowLength) {}
