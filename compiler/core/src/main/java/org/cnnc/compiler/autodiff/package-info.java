/** From a typed graph to the graph of a training step, by reverse-mode automatic differentiation. */
package org.cnnc.compiler.autodiff;
