/** Warnings: what is legal and probably not meant. One rule a file, listed in {@link org.cnnc.compiler.lint.Lint}. */
package org.cnnc.compiler.lint;
