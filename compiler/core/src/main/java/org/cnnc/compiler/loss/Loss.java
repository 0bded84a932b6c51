package org.cnnc.compiler.loss;

import org.cnnc.compiler.op.Op;

/** A loss: an op of (prediction, target) whose result is one number a sample. */
public interface Loss extends Op {}
