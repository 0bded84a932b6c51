/** Holds checked models against the {@code expect} lines of their file. */
package org.cnnc.compiler.expectation;
