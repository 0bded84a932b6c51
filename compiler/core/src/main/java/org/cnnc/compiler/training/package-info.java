/** The words of a {@code train} section that need no code of their own. */
package org.cnnc.compiler.training;
