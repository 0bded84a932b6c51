package org.cnnc.compiler.op;

/**
 * The window through which an element of a result sees the input: kernel extent, stride and dilation of each spatial
 * axis.
 *
 * @param parts results for each step of the window; more than 1 where the layer makes its input larger
 */
public record Window(int[] kernel, int[] stride, int[] dilation, int[] parts) {}
