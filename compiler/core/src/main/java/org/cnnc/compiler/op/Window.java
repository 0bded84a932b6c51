package org.cnnc.compiler.op;

/** Kernel extent, stride and dilation of each spatial axis. */
public record Window(int[] kernel, int[] stride, int[] dilation) {}
