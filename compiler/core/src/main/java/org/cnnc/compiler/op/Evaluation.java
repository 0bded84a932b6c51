package org.cnnc.compiler.op;

/** What a reference evaluation needs beside its inputs. @param randomKey the key of the batch's random numbers */
public record Evaluation(int samples, long randomKey) {}
