/** Shapes and types of tensors, and the tensors of the reference evaluation. */
package org.cnnc.compiler.tensor;
