/** The words of a {@code train} section that need no code of their own, and those that cannot be carried out yet. */
package org.cnnc.compiler.training;
