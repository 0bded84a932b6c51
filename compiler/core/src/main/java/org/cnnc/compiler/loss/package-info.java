/** Losses: ops of a prediction and a target whose result is one number a sample. */
package org.cnnc.compiler.loss;
