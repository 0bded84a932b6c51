/** Loop nests over scalar expressions: the closed set of kernels that every op lowers to. */
package org.cnnc.compiler.kernel;
